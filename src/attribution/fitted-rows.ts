// Fitted models on a question's journeys: paths are counted in the store, null paths included, and read as one table.
import { z } from 'zod';
import { UNMATCHED } from '../analytics/read-model.js';
import { UNREACHED } from '../analytics/read-models/conversions.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { startOfDay } from '../shared/period.js';
import { conversionsStatement } from './conversions.js';
import { UNITS } from './credit.js';
import { origins } from './gather-touches.js';
import { journeysStatement, touchFilters } from './journeys.js';
import { NONE, type FittedModel } from './model.js';
import { PathTableBuilder, type PathTable } from './path-table.js';
import { mine, type Question } from './question.js';
import { isMarketed, isPaid, type CreditRow } from './rule-rows.js';
import type { Totals } from './totals.js';

const NEEDS = { anchors: false, stages: false, channels: false, lastNonDirect: false, details: false };
/** Between the values of a path's element; no source names it. */
export const fittedJoint = '\u001f';

/** Before every touch. */
const NEVER = sql`${param('Int64', UNREACHED)}`;

const pathRow = z.object({ path: z.array(z.string()), conversions: z.coerce.number(), minor: z.coerce.bigint(), nulls: z.coerce.number() });

/** What a touch is called in paths: the values that the question is split by, of the origin `g`. */
export const labelOf = (q: Question): Sql => {
  const values = q.by.map((d) => sql`if(g.${identifier(d)} = '', ${param('String', UNMATCHED)}, toString(g.${identifier(d)}))`);
  return values.length === 1 ? joinSql(values) : sql`concat(${joinSql(values, sql`, ${param('String', fittedJoint)}, `)})`;
};

/** All conversions up to the end, whenever: one before the period ends a path too, and who had one is no null path. */
const upToEnd = ({ only: _only, ...q }: Question): Sql => conversionsStatement({ ...q, query: { ...q.query, from: '1900-01-01' } });

/**
 * Paths of those who converted, one row a conversion with a touch: id, path, worth, ks and os. A conversion ends a path:
 * touches up to the conversion before are that one's, and a path may be empty.
 */
export const convertingPaths = (q: Question): Sql => sql`
    SELECT id, arrayFilter((l, k) -> k > ended, ls, ks) AS path, minor AS worth, ks, os
    FROM (
      SELECT j.id AS id, j.ls AS ls, j.ks AS ks, j.os AS os, j.minor AS minor, ifNull(e.ended, ${NEVER}) AS ended
      FROM (${journeysStatement(q, { ...NEEDS, label: labelOf(q) })}) AS j
      LEFT JOIN (SELECT id AS ended_id, lagInFrame(toNullable(closes)) OVER (PARTITION BY subject ORDER BY closes, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS ended FROM (${upToEnd(q)})) AS e ON e.ended_id = j.id
    )`;

/** Paths of those who did not, one row a person (or account): people with touches in the period and no conversion of this kind by its end. */
export function nullPaths(q: Question): Sql {
  const end = startOfDay(q.query.to, q.build.timeZone);
  const ms = (iso: string): number => Date.parse(iso);
  const key = (at: number): Sql => sql`${param('Int64', BigInt(at) * 1_048_576n)}`;
  const whose = q.query.accountBased ? sql`holder` : sql`person_id`;
  return sql`
    SELECT arraySort((l, k) -> k, groupArray(ifNull(${labelOf(q)}, '')), groupArray(order_key)) AS path
    FROM (SELECT * FROM journey_touches WHERE ${mine(q)} AND NOT repeated) AS t ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = t.origin_id
    WHERE true AND order_key >= ${key(ms(startOfDay(q.query.from, q.build.timeZone)))} AND order_key < ${key(Math.min(ms(end), ms(q.asOf)))}
      ${q.query.accountBased ? sql`` : sql`AND person_id != 0`} AND ${whose} NOT IN (SELECT subject FROM (${upToEnd(q)}))
    GROUP BY ${whose}`;
}

/** Counted paths, always in the same order: sums of fractions depend on it in the last digits. */
const pathsStatement = (q: Question): Sql => sql`
  SELECT path, sum(conversions) AS conversions, sum(worth) AS minor, sum(nulls) AS nulls
  FROM (SELECT path, 1 AS conversions, worth, 0 AS nulls FROM (${convertingPaths(q)}) UNION ALL SELECT path, 0, 0, 1 FROM (${nullPaths(q)}))
  WHERE notEmpty(path)
  GROUP BY path ORDER BY path`;

/** The table that fitted models read, values in the currency's smallest unit. */
export async function readPaths(facts: FactsStore, q: Question): Promise<PathTable> {
  const builder = new PathTableBuilder();
  for (const row of await facts.query(pathRow, pathsStatement(q), { timeout: 300 })) {
    builder.add({ path: row.path, conversions: row.conversions, value: Number(row.minor), nulls: row.nulls });
  }
  return builder.build();
}

/** Shares as whole parts of `total` by largest remainder, so that they add up; shares may be negative. */
export function divide(total: bigint, shares: readonly number[]): bigint[] {
  const sum = shares.reduce((n, s) => n + s, 0);
  if (sum === 0) return shares.map(() => 0n);
  const exact = shares.map((s) => (Number(total) * s) / sum);
  const whole = exact.map((x) => BigInt(Math.floor(x)));
  const left = Number(total - whole.reduce((n, x) => n + x, 0n));
  const order = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let k = 0; k < left; k += 1) {
    const i = order[k % order.length]?.i ?? 0;
    whole[i] = (whole[i] ?? 0n) + 1n;
  }
  return whole;
}

const sortRow = z.looseObject({ n: z.coerce.number(), paid: z.coerce.number(), marketed: z.coerce.number() });

/** By the values of the question's dimensions as JSON: whether their touches are paid, and whether they count as marketing; undefined where some are and some are not. */
export type Sorts = ReadonlyMap<string, { readonly paid: boolean | undefined; readonly marketed: boolean | undefined }>;

/** A fitted model gives to a channel as a whole: what it gave to paid touches is told only where all or none are. */
export async function readSorts(facts: FactsStore, q: Question): Promise<Sorts> {
  const rows = await facts.query(sortRow, sql`
    SELECT ${joinSql(q.by.map((d, at) => sql`if(${identifier(d)} = '', ${param('String', UNMATCHED)}, ${identifier(d)}) AS ${identifier(`d${at}`)}`))}, count() AS n, countIf(${isPaid}) AS paid, countIf(${isMarketed(q)}) AS marketed
    FROM (${origins(q)}) GROUP BY ${joinSql(q.by.map((_, at) => identifier(`d${at}`)))}`);
  const ofAll = (some: number, all: number): boolean | undefined => (some === all ? true : some === 0 ? false : undefined);
  return new Map(rows.map((r) => [JSON.stringify(q.by.map((_, at) => String(r[`d${at}`]))), { paid: ofAll(r.paid, r.n), marketed: ofAll(r.marketed, r.n) }]));
}

export interface FittedCredit extends CreditRow {
  readonly removalEffect?: number;
  readonly samplingError?: number;
}

/** Whether the filters of touches show a row: of a channel's credit by a fitted model only the split's own dimensions are known. */
export const showsFitted = (q: Question, { dims }: CreditRow): boolean => touchFilters(q).every((f) => f.values.includes(dims[q.by.indexOf(f.dimension)] ?? ''));

/** Rows of a fitted model: by channel, adding up to all conversions and their value; those without a path stand under (none). */
export function fittedRows(q: Question, model: FittedModel, paths: PathTable, totals: Pick<Totals, 'conversions' | 'minor'>, sorts: Sorts = new Map()): FittedCredit[] {
  const credits = model.fit(paths, q.query.settings);
  const travelled = paths.conversions.reduce((n, c) => n + c, 0);
  const worth = paths.values.reduce((n, v) => n + v, 0);
  const units = divide(BigInt(travelled) * BigInt(UNITS), credits.map((c) => c.conversions));
  const minor = divide(BigInt(Math.round(worth)), credits.map((c) => c.value));
  // A value without credit for it (all of it on channels that are worth nothing) stays visible.
  const lost = BigInt(Math.round(worth)) - minor.reduce((n, m) => n + m, 0n);
  const part = (isOne: boolean | undefined, of: bigint): bigint | undefined => (isOne === undefined ? undefined : isOne ? of : 0n);
  const rows = paths.channels.map((channel, c): FittedCredit => {
    const [dims, value] = [channel.split(fittedJoint), minor[c] ?? 0n];
    const sort = sorts.get(JSON.stringify(dims));
    return {
      model: model.id, dims, units: units[c] ?? 0n, minor: value, paid: part(sort?.paid, value), marketed: part(sort?.marketed, value),
      ...(credits[c]?.removalEffect !== undefined && { removalEffect: credits[c].removalEffect }),
      ...(credits[c]?.error !== undefined && { samplingError: credits[c].error }),
    };
  });
  const none = { model: model.id, dims: q.by.map(() => NONE), units: BigInt(totals.conversions - travelled) * BigInt(UNITS), minor: totals.minor - BigInt(Math.round(worth)) + lost, paid: 0n, marketed: 0n };
  return [...rows, ...(none.units !== 0n || none.minor !== 0n ? [none] : [])];
}
