// The documents of attribution: what `attribution`, `paths` and their routes take and answer. Shared by server, CLI and web.
import { z } from 'zod';
import { DEFAULT_LOOKBACK } from './figures.js';

export const MILESTONES = ['lead', 'mql', 'sql', 'opportunity', 'won'] as const;
export const CUSTOM_PARTS = ['first', ...MILESTONES, 'last', 'middle'] as const;
export type CustomPart = (typeof CUSTOM_PARTS)[number];

/** Weights are proportions; beyond this their sums leave what numbers hold. */
export const MOST_WEIGHT = 1e9;
const weight = z.number().nonnegative().max(MOST_WEIGHT);

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
  /** What is to be known of the table and of what was made of it. */
  remarks: z.array(z.string()),
});
export type PathsDocument = z.infer<typeof pathsDocument>;

/** How unsure credit is: not asked, a standard error from 200 resamples, or percentiles from 1,000. */
export const RESAMPLINGS = ['none', 'fast', 'full'] as const;

/** Which channel rules classify touches and costs: those in force when each arrived, or the latest; else a version's number. */
export const RULES_OF = ['first', 'latest'] as const;

/** What is asked for. `to` is exclusive; both are days in the workspace's zone, of the conversions. */
export const attributionQuery = z.object({
  conversion: z.string().describe('a stage of the workspace, renewal or customer'),
  models: z.array(z.string()).default([]).describe('all rule models when empty'),
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.array(z.string()).max(2).default(['channel']).describe('dimensions to split by, two at most'),
  where: z.array(z.object({ dimension: z.string(), values: z.array(z.string()).min(1) })).default([]).describe('of touches: shows only their credit; of who converted: takes only these conversions'),
  exclude: z.array(z.object({ dimension: z.string(), values: z.array(z.string()).min(1) })).default([]).describe('touches that are taken out of the journeys before credit is given'),
  lookbackDays: z.number().positive().max(3650).default(DEFAULT_LOOKBACK),
  accountBased: z.boolean().default(false).describe('touches of everyone at the account count'),
  intervals: z.enum(RESAMPLINGS).default('none'),
  rules: z.union([z.enum(RULES_OF), z.number().int().positive()]).default('first').describe('channel rules: first (those in force when each touch arrived), latest, or the number of a version'),
  asOf: z.iso.datetime({ offset: true }).optional().describe('what happened at or after this instant is left out; default now'),
  settings: modelSettings.default(DEFAULT_MODEL_SETTINGS),
  chooseOrder: z.boolean().default(true).describe('markov: takes the order that foretells best on held-out paths instead of the one that is set'),
});
export type AttributionQuery = z.output<typeof attributionQuery>;

/** Both ends included; null is open to the top. */
export interface WholeRange {
  readonly from: number;
  readonly to: number | null;
}

/** Conversions by the journey before them, in the dimensions that are asked for. */
export interface JourneyFilter {
  /** Exactly this path. */
  readonly path?: string[];
  readonly touches?: WholeRange;
  /** Whole days from the first touch within the lookback. */
  readonly days?: WholeRange;
  /** One value right before another, with `(start)` and `(conversion)`. */
  readonly step?: { readonly source: string; readonly target: string };
}

const creditInterval = z.object({
  /** Standard error, and the 2.5th and 97.5th percentile of the resamples. */
  error: z.number(), low: z.number(), high: z.number(),
});

export const attributionRow = z.object({
  model: z.string(),
  /** `(none)` is what no touch earned, `(sales)` what sales did, `(unmatched)` touches without a value of the dimension. */
  dims: z.record(z.string(), z.string()),
  /** Conversions; those of a model sum to the total, unless a filter shows a part. */
  credit: z.number(),
  /** In the reporting currency; exact. */
  value: z.string(),
  /** Of the credit, by resampling; where it was asked for. */
  interval: creditInterval.optional(),
  /** Markov: share of the conversions that would be lost without the channel. */
  removalEffect: z.number().optional(),
  /** shapley_rate beyond 16 channels: half the width of a 95 % interval from sampling. */
  samplingError: z.number().optional(),
  /** Marketing cost of the period with these values, and what of it went to media; null without a cost line. All seven are left out where cost has not these dimensions. */
  cost: z.string().nullable().optional(),
  adSpend: z.string().nullable().optional(),
  /** Of the value, what touches on channels of the group Paid earned, and what touches that count as marketing did; left out where a fitted model gave it to a channel of which only some are. */
  paidValue: z.string().optional(),
  marketingValue: z.string().optional(),
  /** `paidValue` ÷ ad spend. */
  returnOnAdSpend: z.number().nullable().optional(),
  /** (`marketingValue` − cost) ÷ cost: the return is the value of the conversions, revenue for won. */
  marketingRoi: z.number().nullable().optional(),
  /** Cost ÷ credit: cost per lead, or CAC for customer, by attributed channel. */
  costPerConversion: z.string().nullable().optional(),
});
export type AttributionRow = z.infer<typeof attributionRow>;

/** What people say brought them, where a question is split by it. */
export const selfReportedCover = z.object({
  /** Version of the rules that take words for channels; 0 for those that come with the program. */
  rulesVersion: z.number().int(),
  /** Conversions of persons who answered up to becoming a lead, and their value. */
  answered: z.object({ conversions: z.number(), value: z.string() }),
  /** Of these: who doesn't know, and whose answer no rule knows. */
  unknown: z.number(), other: z.number(),
  /** By model, where the question is split by channel too: credit of conversions with a named channel on touches with a channel, how much of it is on a channel that who says so can mean, and the share; null without any. */
  agreement: z.array(z.object({ model: z.string(), compared: z.number(), agreeing: z.number(), rate: z.number().nullable() })).optional(),
  /** By named channel, which tracked channels agree with it. */
  alike: z.record(z.string(), z.array(z.string())).optional(),
});
export type SelfReportedCover = z.infer<typeof selfReportedCover>;

export const attributionDocument = z.object({
  from: z.string(), to: z.string(), timeZone: z.string(), currency: z.string(), asOf: z.string(),
  conversion: z.string(), models: z.array(z.string()), by: z.array(z.string()),
  lookbackDays: z.number(), accountBased: z.boolean(),
  /** Version of the channel rules that classified everything; null: each touch by the rules in force when it arrived. */
  rulesVersion: z.number().nullable(),
  settings: modelSettings,
  rows: z.array(attributionRow),
  /** Of all conversions: what the rows of each model add up to, where no filter of touches shows a part. */
  conversions: z.number(),
  value: z.string(),
  /** Conversions whose journey holds a touch that counts; null where no rule was asked for. */
  withTouches: z.number().nullable(),
  /** Values that cost money and were credited nothing by any model asked for. */
  uncredited: z.array(z.object({ dims: z.record(z.string(), z.string()), cost: z.string(), adSpend: z.string() })).optional(),
  /** What each model's rows came to. */
  totals: z.array(z.object({ model: z.string(), credit: z.number(), value: z.string(), paidValue: z.string().optional(), marketingValue: z.string().optional() })),
  /** Where the question is split by self_reported. */
  selfReported: selfReportedCover.optional(),
  /** Markov: the order used and how well each order foretells on held-out journeys (area under the ROC curve; null where it can't be told). */
  markov: z.object({ order: z.number(), chosen: z.boolean(), auc: z.array(z.object({ order: z.number(), auc: z.number().nullable() })) }).optional(),
  /** Changes with any conversion, touch or setting that the answer rests on. */
  inputHash: z.string(),
  /** What a reader must know, e.g. a lookback that reaches beyond the data. */
  remarks: z.array(z.string()),
});
export type AttributionDocument = z.infer<typeof attributionDocument>;

/** One touch's part in one conversion, by one model. */
export const creditEntry = z.object({
  model: z.string(),
  conversion: z.object({
    id: z.string(), at: z.string(), value: z.string(),
    /** `P-<number>`; null for a deal without a person. */
    person: z.string().nullable(),
    /** Known by its day alone: `at` is where the day begins, and touches up to its end count. */
    dateOnly: z.literal(true).optional(),
    /** When the stages before were reached, in order of time; where the journeys of one person or account are asked for. */
    milestones: z.array(z.object({ stage: z.enum(MILESTONES), at: z.string(), dateOnly: z.literal(true).optional() })).optional(),
  }),
  /** Null for what no touch or sales earned. */
  touch: z.object({
    id: z.string(), kind: z.string(), at: z.string(),
    /** Whose it was; null where it names only the company. */
    person: z.string().nullable(),
    /** 1-based among the touches within the lookback; 0 or less for an anchor found before it. */
    position: z.number(), of: z.number(),
    dims: z.record(z.string(), z.string()),
  }).nullable(),
  /** `touch`, or who else earned it: `(none)`, `(sales)`. */
  earner: z.enum(['touch', '(none)', '(sales)']),
  credit: z.number(),
  value: z.string(),
});
export type CreditEntry = z.infer<typeof creditEntry>;

export const ledgerDocument = z.object({
  conversion: z.string(), models: z.array(z.string()), currency: z.string(), timeZone: z.string(), from: z.string(), to: z.string(), asOf: z.string(),
  rows: z.array(creditEntry),
  totalRows: z.number(), offset: z.number(),
  /** Of all rows, by model. */
  totals: z.array(z.object({ model: z.string(), credit: z.number(), value: z.string() })),
});
export type LedgerDocument = z.infer<typeof ledgerDocument>;

const bucket = z.object({ from: z.number(), conversions: z.number() });

/** How people came to convert: for lists of paths, the flow between channels, and distributions. */
export const journeysDocument = z.object({
  conversion: z.string(), from: z.string(), to: z.string(), timeZone: z.string(), currency: z.string(), asOf: z.string(), by: z.array(z.string()),
  conversions: z.number(), withTouches: z.number(),
  /** The most frequent first. */
  paths: z.array(z.object({ path: z.array(z.string()), conversions: z.number(), value: z.string() })),
  totalPaths: z.number(), offset: z.number(),
  /** Steps from one value to the next, with `(start)` and `(conversion)`; the most frequent first. For a Sankey: step is the place in the path, 5 for all from the fifth on. */
  transitions: z.array(z.object({ step: z.number(), source: z.string(), target: z.string(), journeys: z.number() })),
  /** Conversions whose path goes from one value to another, wherever it does; the most frequent first. The same again is no step. */
  steps: z.array(z.object({ source: z.string(), target: z.string(), conversions: z.number() })),
  /** Touches a journey has: how many journeys have so many. */
  lengths: z.array(z.object({ touches: z.number(), conversions: z.number() })),
  /** Whole days from the first touch within the lookback to the conversion. */
  durations: z.array(bucket),
  median: z.object({ touches: z.number().nullable(), days: z.number().nullable() }),
});
export type JourneysDocument = z.infer<typeof journeysDocument>;

export const modelCatalogue = z.object({
  models: z.array(z.object({
    id: z.string(), label: z.string(), description: z.string(), kind: z.enum(['rule', 'fitted']),
    /** Whether a plain table of paths is enough for it. */
    onPaths: z.boolean(),
  })),
  conversions: z.array(z.string()),
  dimensions: z.object({ touch: z.array(z.string()), conversion: z.array(z.string()) }),
  defaults: modelSettings,
  lookbackDays: z.number(),
});
export type ModelCatalogue = z.infer<typeof modelCatalogue>;
