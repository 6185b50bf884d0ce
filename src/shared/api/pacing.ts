// The documents of pacing: how far a goal is, what was to be expected by now, what it will likely end with, and why.
import { z } from 'zod';
import { planFilters } from './planning.js';

const amount = z.union([z.number(), z.string()]).nullable();
export const pacingStatus = z.enum(['notStarted', 'onTrack', 'atRisk', 'off', 'reached', 'missed', 'noData']);

export const pacingDocument = z.object({
  goal: z.string(),
  name: z.string(),
  owner: z.string(),
  parent: z.string().nullable(),
  kpi: z.string(),
  where: planFilters,
  unit: z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']),
  currency: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.iso.datetime(),
  direction: z.enum(['atLeast', 'atMost']),
  target: z.string(),
  /** Targets that held in the period, oldest first: more than one where the goal was changed. */
  targets: z.array(z.object({ since: z.iso.datetime(), target: z.string(), note: z.string() })),
  /** Of a count or a sum: of its days that are over, as `expected` is. Of a rate or a stock: as of now. */
  value: amount,
  /** Day after the last that `value` counts; null where it is as of now, or nothing has begun. */
  valueUntil: z.iso.date().nullable(),
  businessDays: z.number(),
  completedBusinessDays: z.number(),
  /** What was to be expected by the end of those days; of a rate its target. */
  expected: amount,
  expectedShare: z.number().nullable(),
  /** Where the share comes from: the workspace's own earlier periods, or business days alone. */
  curve: z.enum(['own', 'businessDays']).nullable(),
  curvePeriods: z.number(),
  /** 80 % between p10 and p90. `probability` of keeping to the target. */
  forecast: z.object({ p10: z.number(), p50: z.number(), p90: z.number(), mean: z.number(), probability: z.number() }).nullable(),
  noForecast: z.object({ reason: z.string(), enough: z.string() }).nullable(),
  status: pacingStatus,
  /** In words and numbers. */
  reason: z.string(),
  /** Steps of the funnel before this KPI whose rate in the period differs from the 90 days before it. */
  drivers: z.array(z.object({ from: z.string(), to: z.string(), rate: z.number(), rateBefore: z.number(), low: z.number(), high: z.number(), sample: z.number(), significant: z.boolean() })),
});
export type PacingDocument = z.infer<typeof pacingDocument>;
export const pacingList = z.object({ goals: z.array(pacingDocument) });
export type PacingList = z.infer<typeof pacingList>;
