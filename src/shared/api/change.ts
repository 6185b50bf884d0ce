// The documents of a change: why a KPI differs between two periods, by a dimension.
import { z } from 'zod';
import { planFilters } from './planning.js';

const days = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
export const changeRequest = z.strictObject({
  kpi: z.string(),
  by: z.string().describe('dimension whose values are the segments'),
  from: z.iso.date(),
  to: z.iso.date().describe('exclusive'),
  before: days.optional().describe('compared with; the period just before when left out'),
  base: z.string().optional().describe('of a sum: the count it comes from, e.g. won_deals for revenue; without one there is no mix and no rate'),
  basis: z.enum(['activity', 'cohort']).default('activity'),
  where: planFilters.default([]),
});
export type ChangeRequest = z.input<typeof changeRequest>;

export const changeDocument = z.object({
  kpi: z.string(),
  unit: z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']),
  by: z.string(),
  base: z.string().nullable(),
  basis: z.enum(['activity', 'cohort']),
  currency: z.string(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  before: z.object({ from: z.iso.date(), to: z.iso.date() }),
  valueBefore: z.string().nullable(),
  value: z.string().nullable(),
  /** value − valueBefore. The effects and `unmatched` add up to it exactly. */
  change: z.string().nullable(),
  volume: z.string().nullable(),
  mix: z.string().nullable(),
  rate: z.string().nullable(),
  /** Of what stands above the line in segments without anything below it. */
  unmatched: z.string().nullable(),
  /** The largest effect first. */
  segments: z.array(z.object({
    segment: z.string(),
    volume: z.string().nullable(),
    mix: z.string().nullable(),
    rate: z.string().nullable(),
    total: z.string(),
    before: z.object({ numerator: z.string(), denominator: z.string() }),
    after: z.object({ numerator: z.string(), denominator: z.string() }),
  })),
  remark: z.string().optional(),
});
export type ChangeDocument = z.infer<typeof changeDocument>;
