// What there is to give credit for: conversions and their value, how many have a touch, and whether an exchange rate is missing.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { conversionsStatement } from './conversions.js';
import { conversionColumns } from './credit.js';
import { isTouchDimension, type Question } from './question.js';

export interface Totals {
  readonly conversions: number;
  /** In the currency's smallest unit. */
  readonly minor: bigint;
  /** Changes with any conversion, and with what the question is split by of who converted. */
  readonly hash: string;
  /** The same by who converted, where the question is split by that: values in the order of the question's `by`, others left out. */
  readonly parts: readonly { readonly values: readonly string[]; readonly conversions: number; readonly minor: bigint }[];
}

const row = z.object({
  n: z.coerce.number(), worth: z.coerce.bigint(), hash: z.string(), unpriced_day: z.string().nullable(), unpriced_currency: z.string().nullable(),
  d0: z.string().optional(), d1: z.string().optional(),
});

/** @throws AppError missing_rate, naming day and pair */
export async function readTotals(facts: FactsStore, q: Question): Promise<Totals> {
  const by = conversionColumns(q);
  const rows = await facts.query(row, sql`
    SELECT ${joinSql(by.map((b, i) => sql`${b} AS ${identifier(`d${i}`)},`), sql` `)} count() AS n, sum(minor) AS worth, toString(groupBitXor(cityHash64(${joinSql([sql`id`, sql`closes`, sql`minor`, sql`subject`, ...by])}))) AS hash,
      minOrNullIf(happened_day, unpriced) AS unpriced_day, argMinOrNullIf(own_currency, happened_day, unpriced) AS unpriced_currency
    FROM (${conversionsStatement(q, { milestones: false, dimensions: q.by.filter((d) => !isTouchDimension(d)) })})${by.length === 0 ? sql`` : sql` GROUP BY ${joinSql(by)}`}`);
  const unpriced = rows.find((r) => r.unpriced_day !== null);
  if (unpriced !== undefined) throw new AppError('missing_rate', { day: unpriced.unpriced_day, currency: unpriced.unpriced_currency, reporting: q.build.currency });
  return {
    conversions: rows.reduce((n, r) => n + r.n, 0),
    minor: rows.reduce((n, r) => n + r.worth, 0n),
    hash: rows.reduce((h, r) => h ^ BigInt(r.hash), 0n).toString(),
    parts: rows.map((r) => ({ values: [r.d0, r.d1].filter((d) => d !== undefined), conversions: r.n, minor: r.worth })),
  };
}
