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

export const readingsRequest = z.strictObject({
  kpi: z.string(),
  from: z.iso.date(),
  to: z.iso.date().describe('exclusive'),
  earlier: z.iso.datetime({ offset: true }).describe('the instant of the earlier reading'),
  later: z.iso.datetime({ offset: true }).optional().describe('of the later one; now when left out'),
  noted: z.union([z.string(), z.number()]).optional().describe('what the earlier reading showed, where it is still known: what can\'t be had again from the facts of then is definition'),
  basis: z.enum(['activity', 'cohort']).default('activity'),
  where: planFilters.default([]),
});
export type ReadingsRequest = z.input<typeof readingsRequest>;

const causes = z.object({
  before: z.string(),
  after: z.string(),
  /** Rows that the earlier reading didn't have: facts that came later. */
  late: z.object({ rows: z.number(), amount: z.string() }),
  /** Rows that add something else than they did: edits. */
  edited: z.object({ rows: z.number(), amount: z.string() }),
  /** Rows that are no longer there: moved to other days, merged, taken back. */
  gone: z.object({ rows: z.number(), amount: z.string() }),
});
export const readingsDocument = z.object({
  kpi: z.string(),
  unit: z.string(),
  currency: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  earlier: z.iso.datetime(),
  later: z.iso.datetime(),
  /** Both by the definitions of today, from the facts that were known at each instant. */
  valueEarlier: z.string().nullable(),
  valueLater: z.string().nullable(),
  /** valueEarlier − noted: what changed in definitions, settings and rates. */
  definition: z.string().nullable(),
  /** `late`, `edited` and `gone` add up to after − before, exactly; of a sum that is the change itself. */
  numerator: causes,
  denominator: causes.nullable(),
});
export type ReadingsDocument = z.infer<typeof readingsDocument>;
