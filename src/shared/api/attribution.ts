// The documents of attribution: what `attribution`, `paths` and their routes take and answer. Shared by server, CLI and web.
import { z } from 'zod';

export const MILESTONES = ['lead', 'mql', 'sql', 'opportunity', 'won'] as const;
export const CUSTOM_PARTS = ['first', ...MILESTONES, 'last', 'middle'] as const;
export type CustomPart = (typeof CUSTOM_PARTS)[number];

const weight = z.number().nonnegative();

/** What a user may set of the models; each reads what concerns it. */
export const modelSettings = z.object({
  position: z.object({ first: weight, middle: weight, last: weight }).describe('position: shares of the first touch, of all between together, and of the last; any scale'),
  custom: z.partialRecord(z.enum(CUSTOM_PARTS), weight).optional().describe('custom: weight of each anchor; middle is shared by the touches that are none'),
  halfLifeDays: z.number().positive().max(3650).describe('time_decay: days after which a touch weighs half'),
  order: z.number().int().min(1).max(4).describe('markov: channels that a state remembers'),
  seed: z.number().int().nonnegative().describe('shapley_rate beyond 16 channels: seed of the sampled orders'),
  stageShares: z.array(z.object({
    stage: z.enum(MILESTONES), share: weight.describe('of the value; any scale'), marketing: z.number().min(0).max(1).describe('marketing\'s part of it; the rest is sales\''),
  })).min(1).describe('stage_share: stages in order'),
});
export type ModelSettings = z.infer<typeof modelSettings>;

export const DEFAULT_MODEL_SETTINGS: ModelSettings = {
  position: { first: 40, middle: 20, last: 40 },
  halfLifeDays: 7,
  order: 1,
  seed: 1,
  stageShares: [
    { stage: 'lead', share: 25, marketing: 1 }, { stage: 'mql', share: 25, marketing: 1 },
    { stage: 'opportunity', share: 25, marketing: 0.5 }, { stage: 'won', share: 25, marketing: 0 },
  ],
};

export const pathsDocument = z.object({
  rows: z.array(z.object({
    model: z.string(),
    channel: z.string(),
    conversions: z.number(),
    /** In the table's own unit; null where it has no column of values. */
    value: z.number().nullable(),
    /** Markov: share of the conversions that would be lost without the channel. */
    removalEffect: z.number().optional(),
    /** Half the width of a 95 % interval of `conversions` that comes from sampling. */
    error: z.number().optional(),
  })),
  /** Totals of the table; the rows of each model sum to them. */
  conversions: z.number(),
  value: z.number().nullable(),
  nulls: z.number().nullable(),
  paths: z.number(),
  channels: z.number(),
  /** Order of the Markov chain, where one was fitted. */
  order: z.number().optional(),
});
export type PathsDocument = z.infer<typeof pathsDocument>;
