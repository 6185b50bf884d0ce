// The rows of all rule models of a question, from one statement; and what no touch earned.
import { z } from 'zod';
import { UNMATCHED } from '../analytics/read-model.js';
import { isMarketing } from '../analytics/read-models/build-context.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { NO_ORIGIN, SALES_ORIGIN, sumsByOrigin, UNITS } from './credit.js';
import { origins } from './gather-touches.js';
import { touchFilters } from './journeys.js';
import { NONE, SALES, type RuleModel } from './model.js';
import { isTouchDimension, type Question } from './question.js';
import type { Totals } from './totals.js';

export interface CreditRow {
  readonly model: string;
  /** In the order of the question's `by`. */
  readonly dims: readonly string[];
  /** Whole parts of UNITS. */
  readonly units: bigint;
  /** Smallest units of the currency. */
  readonly minor: bigint;
  /** What of that touches on paid channels earned, and what touches on channels that count as marketing; undefined where it can't be told. */
  readonly paid?: bigint | undefined;
  readonly marketed?: bigint | undefined;
}

/** Rows that an answer may have. */
export const ROW_LIMIT = 100_000;

const sumRow = z.looseObject({ rule: z.number(), kept: z.coerce.boolean(), units: z.coerce.bigint(), minor: z.coerce.bigint(), paid: z.coerce.bigint(), marketed: z.coerce.bigint() });

/** Whether the filters of touches show an origin `o` (its fields in `g`). */
export function isKept(q: Question): Sql {
  const filters = touchFilters(q).map(({ dimension, values }) => {
    const wanted = param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)));
    return sql`multiIf(o = ${param('UInt64', NO_ORIGIN)}, has(${wanted}, ${param('String', NONE)}), o = ${param('UInt64', SALES_ORIGIN)}, has(${wanted}, ${param('String', SALES)}), has(${wanted}, ifNull(g.${identifier(dimension)}, '')))`;
  });
  return filters.length === 0 ? sql`true` : sql`(${joinSql(filters, sql` AND `)})`;
}

/** Whether the filters of touches show what no touch earned. */
export const showsNone = (q: Question): boolean => touchFilters(q).every((f) => f.values.includes(NONE));

/** The value of a dimension for people: `(none)`, `(sales)` or `(unmatched)` where there is no value. */
export const shown = (q: Question, at: number, origin: Sql): Sql => {
  const dimension = q.by[at];
  if (dimension === undefined) throw new TypeError('a dimension of the question');
  const value = sql`if(${identifier(dimension)} = '', ${param('String', UNMATCHED)}, toString(${identifier(dimension)}))`;
  return isTouchDimension(dimension)
    ? sql`multiIf(${origin} = ${param('UInt64', NO_ORIGIN)}, ${param('String', NONE)}, ${origin} = ${param('UInt64', SALES_ORIGIN)}, ${param('String', SALES)}, ${value})`
    : value;
};

const ofOrigin = (column: 'channel_group' | 'direction'): Sql => sql`ifNull(${identifier(column)}, '')`;
/** Whether an origin is of a paid channel, and whether it counts as marketing: what returns are of (METRICS.md, ROAS and MROI). */
export const isPaid: Sql = sql`(${ofOrigin('channel_group')} = 'Paid')`;
export const isMarketed = (q: Question): Sql => isMarketing(q.build, ofOrigin('channel_group'), ofOrigin('direction'));

/** Sums by rule (its place in `rules`; the place after the last counts conversions with a touch in the window) and the question's dimensions: `rule`, `kept` (whether the filters of touches show it), d0, d1, `units`, `minor`, and of that `paid` and `marketed`, both 0 where cost could not stand beside them. */
export function rowsStatement(q: Question, rules: readonly RuleModel[]): Sql {
  const withReturns = q.by.every(isTouchDimension);
  const touchBased = withReturns || q.by.some(isTouchDimension) || touchFilters(q).length > 0;
  const joined = touchBased ? sql`(${sumsByOrigin(q, rules)}) AS s ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = s.o` : sql`(${sumsByOrigin(q, rules)}) AS s`;
  const dims = q.by.map((dimension, at) => (isTouchDimension(dimension) ? sql`if(kept, ${shown(q, at, sql`o`)}, '')` : shown(q, at, sql`o`)));
  return sql`
  SELECT rule, ${isKept(q)} AS kept${joinSql(dims.map((d, at) => sql`, ${d} AS ${identifier(`d${at}`)}`), sql``)}, sum(u) AS units, sum(v) AS minor, ${withReturns ? sql`sumIf(v, ${isPaid}) AS paid, sumIf(v, ${isMarketed(q)}) AS marketed` : sql`0 AS paid, 0 AS marketed`}
  FROM ${joined}
  GROUP BY ${joinSql([sql`rule`, sql`kept`, ...q.by.map((_, at) => identifier(`d${at}`))])}
  LIMIT ${param('UInt64', (ROW_LIMIT + 1) * (rules.length + 1))}`;
}

/** What each rule gives, as rowsStatement has it. */
export interface RuleSum {
  readonly rule: number;
  readonly kept: boolean;
  readonly dims: readonly string[];
  readonly units: bigint;
  readonly minor: bigint;
  readonly paid: bigint;
  readonly marketed: bigint;
}

/** @throws AppError too_many_rows */
export async function readRuleSums(facts: FactsStore, q: Question, rules: readonly RuleModel[]): Promise<RuleSum[]> {
  const found = rules.length === 0 ? [] : await facts.query(sumRow, rowsStatement(q, rules), { timeout: 300 });
  const sums = found.map((r) => ({ ...r, dims: q.by.map((_, d) => String(r[`d${d}`])) }));
  if (sums.length > ROW_LIMIT && new Set(sums.map((r) => JSON.stringify(r.dims))).size > ROW_LIMIT) throw new AppError('too_many_rows', { limit: ROW_LIMIT });
  return sums;
}

/** Rows that the filters show, those of `(none)` with the conversions that have no touch at all. */
export function ruleRows(q: Question, rules: readonly RuleModel[], sums: readonly RuleSum[], totals: Totals): { rows: CreditRow[]; withTouches: number } {
  const whole = BigInt(UNITS);
  /** Which part of who converted a row belongs to. */
  const partOf = (dims: readonly string[]): string => JSON.stringify(q.by.flatMap((d, at) => (isTouchDimension(d) ? [] : [dims[at]])));
  const idle = new Map(totals.parts.map((part) => {
    const values = part.values.map((v) => (v === '' ? UNMATCHED : v));
    return [JSON.stringify(values), { values, units: rules.map(() => BigInt(part.conversions) * whole), minor: rules.map(() => part.minor) }];
  }));
  for (const row of sums) {
    const part = idle.get(partOf(row.dims));
    if (part === undefined || row.rule >= rules.length) continue;
    part.units[row.rule] = (part.units[row.rule] ?? 0n) - row.units;
    part.minor[row.rule] = (part.minor[row.rule] ?? 0n) - row.minor;
  }
  const rows = rules.flatMap((rule, at) => {
    const byDims = new Map(sums.filter((r) => r.kept && r.rule === at).map(({ dims, units, minor, paid, marketed }): [string, CreditRow] => [JSON.stringify(dims), { model: rule.id, dims, units, minor, paid, marketed }]));
    for (const part of showsNone(q) ? idle.values() : []) {
      const values = [...part.values];
      const dims = q.by.map((d) => (isTouchDimension(d) ? NONE : (values.shift() ?? UNMATCHED)));
      const before = byDims.get(JSON.stringify(dims));
      byDims.set(JSON.stringify(dims), { model: rule.id, dims, units: (before?.units ?? 0n) + (part.units[at] ?? 0n), minor: (before?.minor ?? 0n) + (part.minor[at] ?? 0n), paid: before?.paid ?? 0n, marketed: before?.marketed ?? 0n });
    }
    return [...byDims.values()].filter((r) => r.units !== 0n || r.minor !== 0n);
  });
  return { rows, withTouches: Number(sums.reduce((n, row) => (row.rule === rules.length ? n + row.units : n), 0n)) };
}
