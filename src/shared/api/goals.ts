// The documents of goals: what `goals …`, its routes and a goals file hold.
import { z } from 'zod';
import { planFilters } from './planning.js';

/** Words that stand at a goal's place in an address. */
const TAKEN = ['export', 'apply', 'pacing'];
export const GOAL_ID = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'it takes lower-case letters, digits and -, at most 64').refine((id) => !TAKEN.includes(id), `${TAKEN.join(', ')} are taken: choose another id`);
const line = (most: number) => z.string().trim().max(most);

export const activity = z.strictObject({
  what: line(500).min(1),
  who: line(200).default(''),
  by: z.iso.date().optional(),
  done: z.boolean().default(false),
});

/** A goal as people write it. */
export const goal = z.strictObject({
  id: GOAL_ID,
  name: line(200).min(1),
  kpi: z.string().min(1),
  where: planFilters.default([]),
  from: z.iso.date(),
  to: z.iso.date().describe('exclusive'),
  target: z.union([z.string().max(60), z.number()]).describe('money as decimal text, rates as plain numbers (0.25)'),
  currency: z.string().optional().describe('of a target in money; it must be the workspace\'s reporting currency'),
  direction: z.enum(['atLeast', 'atMost']).optional().describe('what the KPI wants when left out'),
  owner: line(200).default(''),
  activities: z.array(activity).max(100).default([]),
  parent: GOAL_ID.nullable().default(null),
  notes: z.string().max(10_000).default(''),
});
export type GoalInput = z.input<typeof goal>;
export type Goal = Omit<z.output<typeof goal>, 'target' | 'currency' | 'direction'> & {
  /** Decimal text. */
  readonly target: string;
  readonly currency?: string | undefined;
  readonly direction: 'atLeast' | 'atMost';
};

export const storedGoal = goal.extend({ target: z.string(), direction: z.enum(['atLeast', 'atMost']) });

export const goalWarning = z.object({ field: z.string(), message: z.string() });
export type GoalWarning = z.infer<typeof goalWarning>;

export const goalDocument = storedGoal.extend({
  unit: z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']),
  version: z.number(),
  /** Ids of the goals right under it. */
  children: z.array(z.string()),
  /** What those of the same KPI and period add up to; only for counts and money. */
  childrenTarget: z.string().nullable(),
  /** Fields at which something is odd though allowed; told of a goal that is asked for by itself. */
  warnings: z.array(goalWarning).optional(),
});
export type GoalDocument = z.infer<typeof goalDocument>;
export const goalList = z.object({ goals: z.array(goalDocument) });
export type GoalList = z.infer<typeof goalList>;

export const goalVersion = z.object({
  version: z.number(),
  changedAt: z.iso.datetime(),
  note: z.string(),
  /** Fields that differ from the version before. */
  changed: z.array(z.string()),
  /** Null in the version that removed it. */
  goal: storedGoal.nullable(),
});
export const goalWithHistory = z.object({ goal: goalDocument, history: z.array(goalVersion) });
export type GoalWithHistory = z.infer<typeof goalWithHistory>;

export const goalChange = z.strictObject({ goal, note: z.string().max(2000).default('').describe('why, kept in the history') });
export type GoalChange = z.input<typeof goalChange>;

export const applyRequest = z.strictObject({
  yaml: z.string().max(500_000).describe('a file with the list `goals`, as export writes it'),
  prune: z.boolean().default(false).describe('remove goals that the file doesn\'t hold'),
  dryRun: z.boolean().default(false),
  note: z.string().max(2000).default(''),
});
export type ApplyRequest = z.input<typeof applyRequest>;
export const applyDocument = z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()), unchanged: z.array(z.string()), dryRun: z.boolean() });
export type ApplyDocument = z.infer<typeof applyDocument>;
export const goalsFile = z.object({ yaml: z.string() });
