// The documents of planning arithmetic: what `plan …` and its routes take and answer. Money is decimal text, rates are plain numbers.
import { z } from 'zod';
import { PLAN_INPUTS, PLAN_STAGES } from '../planning/reverse-funnel.js';
import { WORKSHEET_MEASURES } from '../planning/worksheet.js';

/** A decimal as text or number. What it may be is said where it is read, at its field. */
const decimal = z.union([z.string().max(100), z.number()]);
const ratio = z.strictObject({ numerator: decimal, denominator: decimal });
export const planFilters = z.array(z.object({ dimension: z.string(), values: z.array(z.string()).min(1) }));
const days = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

export const reverseRequest = z.strictObject({
  revenue: decimal.optional().describe('the goal; the target from the workspace\'s own history when left out'),
  anchor: z.strictObject({ stage: z.enum(PLAN_STAGES), amount: decimal }).optional().describe('another stage to hold instead of revenue; all others follow'),
  averageDeal: z.union([decimal, ratio]).optional(),
  closeRate: z.union([decimal, ratio]).optional().describe('SQL to won, above 0 and at most 1'),
  mqlToSqlRate: z.union([decimal, ratio]).optional(),
  leadToMqlRate: z.union([decimal, ratio]).optional(),
  visitorToLeadRate: z.union([decimal, ratio]).optional().describe('visitors to website leads'),
  visitsPerLead: z.union([decimal, ratio]).optional().describe('visits to a website lead'),
  websiteShare: z.union([decimal, ratio]).optional().describe('share of the leads that the website brings; all of them when neither typed nor known'),
  costPerLead: z.union([decimal, ratio]).optional(),
  history: days.optional().describe('days whose history gives what is not typed; default the twelve whole months before today'),
  where: planFilters.default([]).describe('filters of that history, e.g. channel and persona'),
  target: days.optional().describe('when the revenue is to come: each stage then says when it is needed'),
});
export type ReverseRequest = z.input<typeof reverseRequest>;

export const planInputFigure = z.object({
  input: z.enum(PLAN_INPUTS),
  value: z.union([z.string(), z.number()]),
  /** The two it is the ratio of, exact: give them back to recompute with the same code. */
  numerator: z.union([z.string(), z.number()]),
  denominator: z.union([z.string(), z.number()]),
  origin: z.enum(['typed', 'history']),
  low: z.union([z.string(), z.number()]).optional(),
  high: z.union([z.string(), z.number()]).optional(),
  /** Rates: those who entered the stage. `denominator` counts those still open in part only, as far as their time has run. */
  sample: z.number().optional(),
  events: z.number().optional(),
  open: z.number().optional(),
  /** Days by which half of all who convert have done so. */
  lagDays: z.number().optional(),
});
export type PlanInputFigure = z.infer<typeof planInputFigure>;

export const reverseDocument = z.object({
  currency: z.string(),
  anchor: z.object({ stage: z.enum(PLAN_STAGES), amount: z.string(), origin: z.enum(['typed', 'history']) }),
  /** From the top of the funnel to its end, then the budget. */
  stages: z.array(z.object({
    stage: z.enum([...PLAN_STAGES, 'budget']),
    needed: z.union([z.number(), z.string()]),
    exact: z.union([z.number(), z.string()]),
    rounded: z.enum(['up', 'down']),
    /** When it is needed for a target period: earlier by the time that half of those who convert take. */
    neededBy: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
  })),
  inputs: z.array(planInputFigure),
  /** What could neither be taken from history nor was typed, and why; the stages above it are left out. */
  missing: z.array(z.object({ input: z.enum(PLAN_INPUTS), reason: z.string(), enough: z.string() })),
  history: z.object({ from: z.iso.date(), to: z.iso.date() }),
});
export type ReverseDocument = z.infer<typeof reverseDocument>;

export const rangesRequest = z.strictObject({ history: days.optional(), where: planFilters.default([]), by: z.string().optional().describe('dimension to split by, e.g. channel or persona') });
export type RangesRequest = z.input<typeof rangesRequest>;

const missingInput = z.object({ input: z.enum(PLAN_INPUTS), reason: z.string(), enough: z.string() });
export const inputsDocument = z.object({
  currency: z.string(),
  history: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** One row over all, and one for each value of the split; rates shrunk towards that of all where a value has few cases of its own are marked. */
  rows: z.array(z.object({ value: z.string().nullable(), inputs: z.array(planInputFigure), missing: z.array(missingInput) })),
});
export type InputsDocument = z.infer<typeof inputsDocument>;

export const targetRequest = z.strictObject({
  history: z.array(decimal).optional().describe('revenue by year, oldest first; the workspace\'s own fiscal years when left out'),
  upliftPoints: decimal.optional().describe('percentage points added to the mean growth, default 5'),
  upliftRelative: decimal.optional().describe('instead: relative to the mean growth, 0.1 makes 10 % growth 11 %'),
  every: z.enum(['year', 'quarter', 'month']).default('year'),
  shares: z.array(decimal).optional().describe('weights of the parts, edited; from history when left out'),
});
export type TargetRequest = z.input<typeof targetRequest>;

export const targetDocument = z.object({
  origin: z.enum(['typed', 'history']),
  history: z.array(z.string()),
  growths: z.array(z.number()),
  meanGrowth: z.number(),
  growth: z.number(),
  target: z.string(),
  currency: z.string(),
  /** The fiscal year that the target is for. */
  year: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** They add up to the target exactly. */
  parts: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), share: z.number(), target: z.string() })).optional(),
  /** Where the shares come from. */
  seasonality: z.enum(['history', 'typed', 'business days']).optional(),
  remarks: z.array(z.string()),
});
export type TargetDocument = z.infer<typeof targetDocument>;

const month = z.string().regex(/^(19|2[0-2])\d\d-(0[1-9]|1[0-2])$/, 'it is no month: write it as year and month, e.g. 2018-01');
export const compareMonthsRequest = z.strictObject({ from: month, to: month, country: z.string().optional(), region: z.string().optional() });
export type CompareMonthsRequest = z.input<typeof compareMonthsRequest>;

const comparedMonth = z.object({ month: z.string(), businessDays: z.number(), completedBusinessDays: z.number() });
const perDay = z.object({ value: z.union([z.number(), z.string()]).nullable(), perBusinessDay: z.number().nullable() });
export const compareMonthsDocument = z.object({
  country: z.string(),
  region: z.string(),
  from: comparedMonth,
  to: comparedMonth,
  /** What a business day of `to` must bring above one of `from`, for the months to come out the same. */
  uplift: z.number(),
  /** The workspace's own figures of both months, on their completed business days; none without data. */
  stages: z.array(z.object({ kpi: z.string(), from: perDay, to: perDay, change: z.number().nullable() })),
});
export type CompareMonthsDocument = z.infer<typeof compareMonthsDocument>;

const cell = z.string().max(60).nullable().optional();
const worksheetFigures = z.strictObject(Object.fromEntries(WORKSHEET_MEASURES.map((m) => [m, cell])) as Record<(typeof WORKSHEET_MEASURES)[number], typeof cell>);
export const worksheetRow = z.strictObject({ channel: z.string().min(1).max(500), programme: z.string().max(500).default(''), ...worksheetFigures.shape });
export const worksheetRequest = z.strictObject({
  rows: z.array(worksheetRow).max(2000).optional(),
  text: z.string().max(500_000).optional().describe('instead of rows: cells between tabs as a spreadsheet copies them, the first line names the columns'),
  decimal: z.enum(['.', ',']).default('.').describe('the sign before the fraction in `text`'),
  goal: worksheetFigures.default({}),
  history: days.optional().describe('without rows: start values from these days; default the twelve whole months before today'),
  programmes: z.boolean().default(false).describe('start values by campaign within channel'),
});
export type WorksheetRequest = z.input<typeof worksheetRequest>;

const per = z.string().nullable();
const worksheetRatios = { costPerVisit: per, costPerLead: per, costPerMql: per, costPerSql: per, costPerCustomer: per, returnOnCost: z.number().nullable() };
export const worksheetDocument = z.object({
  currency: z.string(),
  origin: z.enum(['typed', 'history']),
  rows: z.array(worksheetRow.extend(worksheetRatios)),
  totals: worksheetFigures.extend(worksheetRatios),
  checks: z.array(z.object({ measure: z.enum(WORKSHEET_MEASURES), planned: z.string(), goal: z.string(), difference: z.string(), state: z.enum(['exact', 'over', 'under']) })),
  /** The rows as text to copy into a spreadsheet. */
  text: z.string(),
});
export type WorksheetDocument = z.infer<typeof worksheetDocument>;

/** What a scenario can change, in all channels or in one. */
export const SCENARIO_INPUTS = ['leads', 'leadToMqlRate', 'mqlToSqlRate', 'closeRate', 'averageDeal', 'costPerLead', 'budget', 'lag'] as const;
export const scenarioChange = z.strictObject({
  input: z.enum(SCENARIO_INPUTS),
  channel: z.string().optional().describe('all channels when left out; averageDeal and lag know none'),
  value: decimal.optional().describe('the figure itself; certain, since typed'),
  factor: decimal.optional().describe('or what it is multiplied by'),
});
export type ScenarioChange = z.infer<typeof scenarioChange>;

export const scenarioRequest = z.strictObject({
  from: z.iso.date().optional().describe('first day of the period in which the revenue is to come; default the next whole quarter'),
  to: z.iso.date().optional(),
  target: decimal.optional().describe('revenue to reach; without it there is no probability'),
  history: days.optional(),
  where: planFilters.default([]),
  by: z.string().default('channel').describe('dimension whose values are planned apart'),
  changes: z.array(scenarioChange).max(200).default([]),
  draws: z.number().int().min(1000).max(100_000).default(10_000),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
});
export type ScenarioRequest = z.input<typeof scenarioRequest>;

const range = z.object({ mean: z.number(), p10: z.number(), p50: z.number(), p90: z.number() });
export const scenarioDocument = z.object({
  name: z.string().optional(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Days in which the leads for this revenue come: the period less the lag. */
  leadsFrom: z.iso.date(),
  leadsTo: z.iso.date(),
  lagDays: z.number(),
  currency: z.string(),
  draws: z.number(),
  seed: z.number(),
  target: z.string().nullable(),
  /** Share of the draws that reach the target, and its simulation error. */
  probability: z.number().nullable(),
  probabilityError: z.number().nullable(),
  /** 10th, 50th and 90th percentile: between the outer two lie 80 % of the draws. */
  outcomes: z.object({ leads: range, mqls: range, sqls: range, deals: range, revenue: range, cost: range, contribution: range }),
  channels: z.array(z.object({ channel: z.string(), leads: z.number(), arrived: z.number(), cost: z.number(), revenue: range })),
  /** What matters most, widest first: expected revenue with the figure at its 10th and 90th percentile. */
  tornado: z.array(z.object({ input: z.string(), low: z.number(), high: z.number() })),
  /** Response to spending, where a budget was changed. */
  curves: z.array(z.object({ channel: z.string(), elasticity: z.number(), standardError: z.number(), months: z.number() })),
  remarks: z.array(z.string()),
  request: scenarioRequest,
});
export type ScenarioDocument = z.infer<typeof scenarioDocument>;

export const SCENARIO_NAME = z.string().trim().min(1).max(100);
export const scenarioList = z.object({ scenarios: z.array(z.object({ name: z.string(), request: scenarioRequest, changedAt: z.string() })) });
export type ScenarioList = z.output<typeof scenarioList>;
export const scenarioComparison = z.object({ scenarios: z.array(scenarioDocument) });
export type ScenarioComparison = z.infer<typeof scenarioComparison>;
