// Marketing cost of the period beside credit: what each value of the split cost, so that return on ad spend (of what touches on paid
// channels earned), marketing ROI (of what marketing earned) and cost per credited conversion stand in the same row. Costs take their own line's channel and campaign;
// what names none stays (unmatched), or is allocated as everywhere (analytics/allocate-costs.ts).
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { READ_MODELS, UNMATCHED } from '../analytics/read-model.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql } from '../database/sql.js';
import { sourceOf } from '../analytics/sources.js';
import { AppError } from '../shared/errors.js';
import type { AttributionRow } from '../shared/api/attribution.js';
import { dayOf } from '../shared/period.js';
import { creditOf } from './credit-of.js';
import { decimalText } from './money.js';
import type { Question } from './question.js';
import type { CreditRow } from './rule-rows.js';
import { underRules } from './rules-as-of.js';

export interface Spent {
  /** All marketing cost, and what was paid to media, in the reporting currency. */
  readonly cost: Decimal;
  readonly adSpend: Decimal;
}

const row = z.looseObject({ cost: z.string(), ad_spend: z.string(), unpriced_day: z.string().nullable(), unpriced_currency: z.string().nullable() });

/** Whether cost lines have every dimension of the split. */
const splittable = (q: Question): boolean => q.by.every((d) => READ_MODELS.costs.dimensions.some((c) => c === d));

/**
 * By the values of the question's dimensions as JSON; undefined where cost can't be split like that.
 * @throws AppError missing_rate
 */
export async function readCost(facts: FactsStore, q: Question): Promise<ReadonlyMap<string, Spent> | undefined> {
  if (!splittable(q)) return undefined;
  const dims = q.by.map((d, at) => sql`if(${identifier(d)} = '', ${param('String', UNMATCHED)}, toString(${identifier(d)})) AS ${identifier(`d${at}`)}`);
  const range = { from: q.query.from, to: q.query.to };
  const rows = await facts.query(row, sql`
    SELECT ${joinSql([...dims, sql`toString(sum(ifNull(amount, 0))) AS cost`, sql`toString(sumIf(ifNull(amount, 0), kind = 'media')) AS ad_spend`, sql`minOrNullIf(day, rate_missing) AS unpriced_day`, sql`argMinOrNullIf(toString(currency), day, rate_missing) AS unpriced_currency`])}
    FROM (${sourceOf('costs', { build: q.build, range, buckets: [range], asOf: q.asOf, asOfDay: dayOf(q.asOf, q.build.timeZone), asked: q.by, costAllocation: q.workspace.settings.costAllocation, reclassified: (lines) => underRules(q, lines) })})
    WHERE kind != 'sales'
    ${dims.length === 0 ? sql`HAVING count() > 0` : sql`GROUP BY ${joinSql(q.by.map((_, at) => identifier(`d${at}`)))}`}`);
  const unpriced = rows.find((r) => r.unpriced_day !== null);
  if (unpriced !== undefined) throw new AppError('missing_rate', { day: unpriced.unpriced_day, currency: unpriced.unpriced_currency, reporting: q.build.currency });
  return new Map(rows.map((r) => [JSON.stringify(q.by.map((_, at) => String(r[`d${at}`]))), { cost: new Decimal(r.cost), adSpend: new Decimal(r.ad_spend) }]));
}

const over = (above: Decimal, below: Decimal | undefined): number | null => (below === undefined || below.isZero() ? null : above.div(below).toDecimalPlaces(9).toNumber());

/** What of a value is of paid channels and of marketing, as text; left out where it can't be told. */
export const returnsOf = (digits: number, { paid, marketed }: Pick<CreditRow, 'paid' | 'marketed'>): Pick<AttributionRow, 'paidValue' | 'marketingValue'> => ({
  ...(paid !== undefined && { paidValue: decimalText(paid, digits) }), ...(marketed !== undefined && { marketingValue: decimalText(marketed, digits) }),
});

/** What stands beside a credit. Without a cost line there is no value, not a cost of 0. */
export function besides(q: Question, costs: ReadonlyMap<string, Spent> | undefined, row: CreditRow): Partial<Pick<AttributionRow, 'cost' | 'adSpend' | 'paidValue' | 'marketingValue' | 'returnOnAdSpend' | 'marketingRoi' | 'costPerConversion'>> {
  if (costs === undefined) return {};
  const spent = costs.get(JSON.stringify(row.dims));
  const credit = creditOf(row.units);
  const returns = returnsOf(q.build.digits, row);
  return {
    cost: spent?.cost.toFixed(q.build.digits) ?? null,
    adSpend: spent?.adSpend.toFixed(q.build.digits) ?? null,
    ...returns,
    returnOnAdSpend: returns.paidValue === undefined ? null : over(new Decimal(returns.paidValue), spent?.adSpend),
    marketingRoi: spent === undefined || returns.marketingValue === undefined ? null : over(new Decimal(returns.marketingValue).minus(spent.cost), spent.cost),
    costPerConversion: spent === undefined || credit <= 0 ? null : spent.cost.div(credit).toFixed(q.build.digits),
  };
}
