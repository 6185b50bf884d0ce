// The documents of figures: what `kpi`, `explain` and their routes take and answer. Shared by server, CLI and web.
import { z } from 'zod';

export const STEPS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];
export const BASES = ['activity', 'cohort'] as const;

/** A decimal as a string (money), or a plain number (counts, rates, days); null is "no value". */
export const figure = z.union([z.number(), z.string()]).nullable();
export type Figure = z.infer<typeof figure>;

export const INTERVALS = ['exact', 'all'] as const;
export const DETAILS = ['all', 'short'] as const;
export const COMPARISONS = ['none', 'previous', 'year'] as const;
export const TOP_OF = ['each', 'all'] as const;

/** Days before a conversion within which touches count (METRICS, Attribution). */
export const DEFAULT_LOOKBACK = 90;

/** Values of a split that can be asked for as the first ones. */
export const MOST_TOP = 10_000;

/** What is asked for. `to` is exclusive; both are days in the workspace's zone. */
export const figuresQuery = z.object({
  kpis: z.array(z.string()).default([]).describe('KPI ids; all when empty'),
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.array(z.string()).max(2).default([]).describe('dimensions to split by, two at most'),
  top: z.number().int().min(1).max(MOST_TOP).optional().describe('values of the last dimension that are answered at most, in each value of the other; what has no value always is; with steps those of the whole period'),
  topOf: z.enum(TOP_OF).optional().describe('of a split by two: each (the default): the first of the last dimension in each value of the other; all: the first of all pairs'),
  order: z.string().optional().describe('KPI by which values are chosen for top, with - before it the largest first; default the largest of the first KPI that can be split so'),
  every: z.enum(STEPS).optional().describe('step of the time series'),
  where: z.array(z.object({ dimension: z.string(), values: z.array(z.string()).min(1) })).default([]),
  basis: z.enum(BASES).default('activity'),
  horizon: z.number().int().positive().max(3650).default(90).describe('days of the fixed-horizon cohort rate'),
  model: z.string().optional().describe('attribution model of KPIs that add up credit; default the setting attributionModel'),
  lookbackDays: z.number().positive().max(3650).default(DEFAULT_LOOKBACK).describe('days before a conversion within which a touch earns credit'),
  asOf: z.iso.datetime({ offset: true }).optional().describe('what happened at or after this instant is left out; default now'),
  knownAt: z.iso.datetime({ offset: true }).optional().describe('what was received after this instant is left out'),
  intervals: z.enum(INTERVALS).default('all').describe('exact: without the resampled ones, which cost time; all'),
  details: z.enum(DETAILS).default('all').describe('short: rates without that of a fixed horizon, times without quantiles and curve; all'),
  compare: z.enum(COMPARISONS).default('none').describe('previous: the period of equal length just before, or for whole calendar periods the one before; year: the same a year before'),
});
export type FiguresQuery = z.output<typeof figuresQuery>;

export const status = z.enum(['ok', 'none', 'few', 'unsplittable']);

export const incidencePoint = z.object({ day: z.number(), share: z.number() });

export const figureRow = z.object({
  kpi: z.string(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
  dims: z.record(z.string(), z.string()).optional(),
  value: figure,
  numerator: figure,
  denominator: figure,
  /** Cases the figure rests on. */
  sample: z.number(),
  low: figure.optional(),
  high: figure.optional(),
  status,
  /** Why the status is what it is, or what makes the figure special (one deal over a third of the sum). */
  remark: z.string().optional(),
  /** Share of a cohort neither converted nor gone before `as of`. */
  openShare: z.number().nullable().optional(),
  /** The rate within a fixed number of days, of members old enough to tell. */
  horizon: z.object({ days: z.number(), value: z.number().nullable(), numerator: z.number(), denominator: z.number(), low: z.number().optional(), high: z.number().optional() }).optional(),
  /** Times: days at which the incidence of converting reaches 25, 50, 75, 90 %; null where it doesn't. */
  quantiles: z.object({ p25: z.number().nullable(), p50: z.number().nullable(), p75: z.number().nullable(), p90: z.number().nullable() }).optional(),
  /** Times: cumulative incidence of converting (Aalen–Johansen). */
  incidence: z.object({ at30: z.number().nullable(), at90: z.number().nullable(), at180: z.number().nullable(), curve: z.array(incidencePoint) }).optional(),
  /** Lifetime value: mean lifetime in months within the horizon that could be used, amount a month per account, share that is kept where it counts. */
  lifetime: z.object({ months: z.number(), horizonDays: z.number(), monthly: z.string(), margin: z.number().nullable() }).optional(),
  /** Figures made of two others: which ones; another may stand in where one has no value. */
  parts: z.object({ left: z.string(), right: z.string() }).optional(),
  /** Times: those who converted. */
  converted: z.object({ count: z.number(), median: z.number().nullable(), mean: z.number().nullable(), outOfOrder: z.number() }).optional(),
});
export type FigureRow = z.infer<typeof figureRow>;

export const comparedRow = figureRow.extend({
  /** The same cell in the compared range. */
  before: z.object({ value: figure, numerator: figure, denominator: figure, sample: z.number(), status }).optional(),
  /** value − before; for money a decimal string. */
  change: figure.optional(),
  /** value ÷ before − 1. */
  changeRate: z.number().nullable().optional(),
  /** Newcombe interval of the difference of two cohort rates. */
  changeLow: z.number().optional(),
  changeHigh: z.number().optional(),
});
export type ComparedRow = z.infer<typeof comparedRow>;

/** By which model KPIs of credit were credited; left out where none was asked for. */
export const creditedBy = z.object({ model: z.string(), label: z.string(), lookbackDays: z.number() });
export type CreditedBy = z.infer<typeof creditedBy>;

export const figuresDocument = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  currency: z.string(),
  asOf: z.iso.datetime({ offset: true }),
  knownAt: z.iso.datetime({ offset: true }).optional(),
  basis: z.enum(BASES),
  creditedBy: creditedBy.optional(),
  compared: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
  /** The cells asked for. */
  rows: z.array(comparedRow),
  /** With a split: each KPI over all values of the dimension, computed, not added up. */
  totals: z.array(comparedRow).optional(),
  /** With `top`: how many values were left out, in each value of the other dimension where there are two and topOf is each. Rows do not add up to the totals then. */
  further: z.array(z.object({ dims: z.record(z.string(), z.string()), count: z.number() })).optional(),
  /** What the asker may have meant otherwise: a filter for a value that nothing has. */
  notes: z.array(z.string()).optional(),
  /** Scans of each read model this answer took. */
  scans: z.record(z.string(), z.number()),
});
export type FiguresDocument = z.infer<typeof figuresDocument>;

/** Questions that are answered together at most. */
export const MOST_TOGETHER = 20;

/** Characters of each: all together stay below what a request may hold. */
const LONGEST_QUESTION = 50_000;

/** Several questions, each as the query string of one; what they want of the same rows is read once for all. */
export const figuresTogetherRequest = z.strictObject({ questions: z.array(z.string().max(LONGEST_QUESTION)).min(1).max(MOST_TOGETHER) });
export type FiguresTogetherRequest = z.infer<typeof figuresTogetherRequest>;

const errorPart = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string(), details: z.record(z.string(), z.unknown()).optional() }) });

/** One answer for each question, in their order: its document, or why it has none. */
export const figuresTogether = z.object({
  answers: z.array(z.union([figuresDocument, errorPart])),
  /** Scans of each read model that all answers took together. */
  scans: z.record(z.string(), z.number()),
});

export const explainQuery = figuresQuery.omit({ kpis: true, compare: true, top: true, topOf: true, order: true }).extend({
  kpi: z.string(),
  side: z.enum(['numerator', 'denominator']).default('numerator'),
  rows: z.number().int().min(0).max(10_000).default(50),
  offset: z.number().int().min(0).default(0),
});
export type ExplainQuery = z.output<typeof explainQuery>;

export const explainRow = z.object({
  /** Cells of `columns`, in order. */
  cells: z.array(z.union([z.string(), z.number(), z.null()])),
  /** What the row adds to the figure's side, factor applied; the contributions of all rows add up to it. */
  contribution: z.union([z.string(), z.number()]),
});

export const explainDocument = z.object({
  kpi: z.string(),
  label: z.string(),
  description: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  currency: z.string(),
  asOf: z.iso.datetime({ offset: true }),
  basis: z.enum(BASES),
  creditedBy: creditedBy.optional(),
  formula: z.string(),
  /** e.g. `291144.00 EUR cost ÷ 3466 leads = 84.00 EUR` */
  numbers: z.string(),
  figure: figureRow,
  measures: z.array(z.object({ id: z.string(), label: z.string(), description: z.string(), side: z.enum(['numerator', 'denominator']), factor: z.number(), value: figure, sql: z.string() })),
  side: z.enum(['numerator', 'denominator']),
  columns: z.array(z.string()),
  rows: z.array(explainRow),
  totalRows: z.number(),
  /** Sum of the contributions of all rows, not only of this page. */
  sum: figure,
  offset: z.number(),
});
export type ExplainDocument = z.infer<typeof explainDocument>;

const benchmark = z.object({ low: z.number().optional(), high: z.number().optional(), source: z.string() });
export const kpiEntry = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string(),
  formula: z.string(),
  unit: z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']),
  better: z.enum(['higher', 'lower', 'neither']),
  group: z.string(),
  kind: z.string(),
  bases: z.array(z.enum(BASES)),
  dimensions: z.array(z.string()),
  /** Whether it adds up credit that an attribution model gives. */
  credited: z.literal(true).optional(),
  /** A range to compare with. One that the workspace set itself stands before the `published` one. */
  benchmark: benchmark.extend({ published: benchmark.optional() }).optional(),
  note: z.string().optional(),
  related: z.array(z.string()).optional(),
});
export type KpiEntry = z.infer<typeof kpiEntry>;
export const kpiCatalogue = z.object({
  kpis: z.array(kpiEntry),
  families: z.array(z.object({
    prefix: z.string(), label: z.string(), description: z.string(), example: z.string(),
    /** What each KPI of the family is, between whichever stages. */
    each: kpiEntry.omit({ id: true, label: true, description: true, formula: true }),
  })),
  dimensions: z.array(z.object({ id: z.string(), label: z.string() })),
  stages: z.array(z.string()),
});
export type KpiCatalogue = z.infer<typeof kpiCatalogue>;
