// Fitted models on a question's journeys: paths are counted in the store, null paths included, and read as one table.
import { z } from 'zod';
import { UNMATCHED } from '../analytics/read-model.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { startOfDay } from '../shared/period.js';
import { conversionsStatement } from './conversions.js';
import { UNITS } from './credit.js';
import { journeysStatement, origins } from './journeys.js';
import { NONE, type FittedModel } from './model.js';
import { PathTableBuilder, type PathTable } from './path-table.js';
import { mine, type Question } from './question.js';
import type { CreditRow } from './rule-rows.js';
import type { Totals } from './totals.js';

const NEEDS = { anchors: false, stages: false, channels: false, lastNonDirect: false, details: false };
/** Between the values of a path's element; no source names it. */
export const fittedJoint = '\u001f';

/** Before every touch. */
const NEVER = sql`${param('Int64', -9_000_000_000_000_000_000n)}`;

const pathRow = z.object({ path: z.array(z.string()), conversions: z.coerce.number(), minor: z.coerce.bigint(), nulls: z.coerce.number() });

/** What a touch is called in paths: the values that the question is split by, of the origin `g`. */
export const labelOf = (q: Question): Sql => {
  const values = q.by.map((d) => sql`if(g.${identifier(d)} = '', ${param('String', UNMATCHED)}, toString(g.${identifier(d)}))`);
  return values.length === 1 ? joinSql(values) : sql`concat(${joinSql(values, sql`, ${param('String', fittedJoint)}, `)})`;
};

/**
 * Paths of those who converted (a conversion ends a path: touches up to the conversion before are that one's) and of those
 * who did not: people with touches in the period and no conversion of this kind by its end.
 */
function pathsStatement(q: Question): Sql {
  const end = startOfDay(q.query.to, q.build.timeZone);
  const ms = (iso: string): number => Date.parse(iso);
  const key = (at: number): Sql => sql`${param('Int64', BigInt(at) * 1_048_576n)}`;
  const whose = q.query.accountBased ? sql`holder` : sql`person_id`;
  // All conversions up to the end, whenever: one before the period ends a path too, and who had one is no null path.
  const before = { ...q, query: { ...q.query, from: '1900-01-01' } };
  return sql`
  SELECT path, sum(conversions) AS conversions, sum(worth) AS minor, sum(nulls) AS nulls
  FROM (
    SELECT arrayFilter((l, k) -> k > ended, ls, ks) AS path, 1 AS conversions, minor AS worth, 0 AS nulls
    FROM (
      SELECT j.ls AS ls, j.ks AS ks, j.minor AS minor, ifNull(e.ended, ${NEVER}) AS ended
      FROM (${journeysStatement(q, { ...NEEDS, label: labelOf(q) })}) AS j
      LEFT JOIN (SELECT id AS ended_id, lagInFrame(toNullable(closes)) OVER (PARTITION BY subject ORDER BY closes, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS ended FROM (${conversionsStatement(before)})) AS e ON e.ended_id = j.id
    )
    UNION ALL
    SELECT arraySort((l, k) -> k, groupArray(ifNull(${labelOf(q)}, '')), groupArray(order_key)) AS path, 0, 0, 1
    FROM (SELECT * FROM journey_touches WHERE ${mine(q)} AND NOT repeated) AS t ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = t.origin_id
    WHERE true AND order_key >= ${key(ms(startOfDay(q.query.from, q.build.timeZone)))} AND order_key < ${key(Math.min(ms(end), ms(q.asOf)))}
      ${q.query.accountBased ? sql`` : sql`AND person_id != 0`} AND ${whose} NOT IN (SELECT subject FROM (${conversionsStatement(before)}))
    GROUP BY ${whose}
  )
  WHERE notEmpty(path)
  GROUP BY path`;
}

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

export interface FittedCredit extends CreditRow {
  readonly removalEffect?: number;
  readonly samplingError?: number;
}

/** Rows of a fitted model: by channel, adding up to all conversions and their value; those without a path stand under (none). */
export function fittedRows(q: Question, model: FittedModel, paths: PathTable, totals: Totals): FittedCredit[] {
  const credits = model.fit(paths, q.query.settings);
  const travelled = paths.conversions.reduce((n, c) => n + c, 0);
  const worth = paths.values.reduce((n, v) => n + v, 0);
  const units = divide(BigInt(travelled) * BigInt(UNITS), credits.map((c) => c.conversions));
  const minor = divide(BigInt(Math.round(worth)), credits.map((c) => c.value));
  // A value without credit for it (all of it on channels that are worth nothing) stays visible.
  const lost = BigInt(Math.round(worth)) - minor.reduce((n, m) => n + m, 0n);
  const rows: FittedCredit[] = paths.channels.map((channel, c) => ({
    model: model.id, dims: channel.split(fittedJoint), units: units[c] ?? 0n, minor: minor[c] ?? 0n,
    ...(credits[c]?.removalEffect !== undefined && { removalEffect: credits[c].removalEffect }),
    ...(credits[c]?.error !== undefined && { samplingError: credits[c].error }),
  }));
  const none = { model: model.id, dims: q.by.map(() => NONE), units: BigInt(totals.conversions - travelled) * BigInt(UNITS), minor: totals.minor - BigInt(Math.round(worth)) + lost };
  return [...rows, ...(none.units !== 0n || none.minor !== 0n ? [none] : [])];
}
