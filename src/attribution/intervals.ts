// How unsure credit is: conversions, or where they are many random groups of them, are resampled with Poisson weights that come
// from a hash of what is drawn and the number of the replicate, so that the same question gives the same interval. Rules are
// resampled in the store, in one statement for all of them; fitted models are fitted anew to each resampled table of paths, null paths included.
// Chamandy et al. (2012), Estimating Uncertainty for Massive Data Streams; Efron & Tibshirani (1993), ch. 6 and 13.
import { z } from 'zod';
import { UNMATCHED } from '../analytics/read-model.js';
import { bootstrapWeights } from '../analytics/bootstrap-weights.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { conversionsStatement } from './conversions.js';
import { conversionColumns, creditedJourneys, NO_ORIGIN, SALES_ORIGIN, UNITS } from './credit.js';
import { fittedJoint } from './fitted-rows.js';
import { origins } from './gather-touches.js';
import { NONE, SALES, type FittedModel, type RuleModel } from './model.js';
import type { PathTable } from './path-table.js';
import { isTouchDimension, type Question } from './question.js';
import { isKept, showsNone } from './rule-rows.js';
import type { Totals } from './totals.js';

export interface CreditInterval {
  readonly error: number;
  readonly low: number;
  readonly high: number;
}
/** By model and, within it, by the values of the question's dimensions as JSON. */
export type Intervals = ReadonlyMap<string, ReadonlyMap<string, CreditInterval>>;

/** Resamples for a standard error, and for percentiles. */
export const REPLICATES_OF = { fast: 200, full: 1000 } as const;

export function intervalOf(replicates: readonly number[]): CreditInterval {
  const mean = replicates.reduce((n, r) => n + r, 0) / replicates.length;
  const error = Math.sqrt(replicates.reduce((n, r) => n + (r - mean) ** 2, 0) / (replicates.length - 1));
  const sorted = [...replicates].sort((a, b) => a - b);
  const at = (p: number): number => {
    const place = p * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return low + (high - low) * (place - Math.floor(place));
  };
  const round = (x: number): number => Math.round(x * 1e6) / 1e6;
  return { error: round(error), low: round(at(0.025)), high: round(at(0.975)) };
}

const anyRow = z.record(z.string(), z.unknown());
const replicatesOf = z.array(z.coerce.number());
const name = (prefix: string, at: number) => identifier(`${prefix}${at}`);

/** Groups that many conversions are resampled in, and from how many conversions on. */
const GROUPS = 4096;
const MANY = 2 * GROUPS;

/**
 * What is drawn as one: a conversion, or, of many, a group that its hash puts it in. The sums of groups, whose sizes are left to chance
 * as well, vary among each other by as much as tells how unsure the sum of all is; a channel with few conversions has hardly two of them in one group.
 * Wolter (2007), Introduction to Variance Estimation, ch. 2, random groups.
 */
const drawnAs = (totals: Totals): Sql => (totals.conversions < MANY ? sql`id` : sql`(cityHash64(id) % ${param('UInt64', GROUPS)})`);

/**
 * What each resample makes of a sum: of conversions the sum of what was drawn. The number of groups is fixed, and only what they hold is
 * left to chance: their sum is taken for as many as there are, however many were drawn. Without that, how much all hold would count as unsure too.
 */
type Resampled = (drawn: readonly number[]) => number[];

async function resampling(facts: FactsStore, totals: Totals, replicates: number): Promise<Resampled> {
  if (totals.conversions < MANY) return (drawn) => [...drawn];
  const [found] = await facts.query(z.object({ drawn: replicatesOf }), sql`SELECT sumForEach(drawn) AS drawn FROM (SELECT ${bootstrapWeights(sql`number`, replicates)} AS drawn FROM numbers(${param('UInt64', GROUPS)}))`);
  const times = (found?.drawn ?? []).map((n) => n / GROUPS);
  return (drawn) => drawn.map((x, b) => x / (times[b] ?? 1));
}

/** Groups arrive in many small blocks, side by side: in one large block, what stands beside each in every resample would fill the memory. */
const IN_BUCKETS = sql`SETTINGS group_by_two_level_threshold = 1`;

/** Intervals of all rules by the question's dimensions, of the credit that the filters of touches show. */
export async function ruleIntervals(facts: FactsStore, q: Question, rules: readonly RuleModel[], totals: Totals, replicates: number): Promise<Map<string, Map<string, CreditInterval>>> {
  const intervals = new Map(rules.map((r) => [r.id, new Map<string, CreditInterval>()]));
  if (rules.length === 0) return intervals;
  const shown = q.by.map((d, at) => {
    const value = sql`if(ifNull(${identifier(d)}, '') = '', ${param('String', UNMATCHED)}, toString(${identifier(d)}))`;
    return isTouchDimension(d) ? sql`multiIf(o = ${param('UInt64', NO_ORIGIN)}, ${param('String', NONE)}, o = ${param('UInt64', SALES_ORIGIN)}, ${param('String', SALES)}, ${value}) AS ${name('d', at)}` : sql`${value} AS ${name('d', at)}`;
  });
  const dims = q.by.map((_, at) => sql`${name('d', at)}`);
  const cells = joinSql([sql`kept`, ...dims]);
  const columns = conversionColumns(q);
  const [rows, all, resampled] = await Promise.all([
    facts.query(anyRow, sql`
    SELECT ${cells}, ${joinSql(rules.map((_, at) => sql`sumForEach(arrayMap(w -> w * ${name('x', at)}, drawn)) AS ${name('r', at)}`))}
    FROM (
      SELECT *, ${bootstrapWeights(sql`one`, replicates)} AS drawn
      FROM (
        SELECT ${joinSql([sql`${drawnAs(totals)} AS one`, sql`${isKept(q)} AS kept`, ...shown, ...rules.map((_, at) => sql`sum(${name('u_', at)}) / ${param('Float64', UNITS)} AS ${name('x', at)}`)])}
        FROM (
          SELECT ${joinSql([sql`id`, sql`o`, ...columns, ...rules.map((_, at) => sql`${name('u_', at)}`)])}
          FROM (${creditedJourneys(q, rules)}) ARRAY JOIN earners AS o, ${joinSql(rules.map((_, at) => sql`${name('u', at)} AS ${name('u_', at)}`))}
        ) AS s
        ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = s.o
        GROUP BY one, ${cells} ${IN_BUCKETS}
      )
    )
    GROUP BY ${cells}`, { timeout: 600 }),
    facts.query(anyRow, sql`
    SELECT ${joinSql([...columns.map((_, at) => sql`${name('c', at)}`), sql`sumForEach(arrayMap(w -> w * n, drawn)) AS r`])}
    FROM (
      SELECT *, ${bootstrapWeights(sql`one`, replicates)} AS drawn
      FROM (
        SELECT ${joinSql([sql`${drawnAs(totals)} AS one`, ...columns.map((c, at) => sql`if(${c} = '', ${param('String', UNMATCHED)}, toString(${c})) AS ${name('c', at)}`), sql`count() AS n`])}
        FROM (${conversionsStatement(q, { milestones: false, dimensions: q.by.filter((d) => !isTouchDimension(d)) })})
        GROUP BY ${joinSql([sql`one`, ...columns.map((_, at) => sql`${name('c', at)}`)])} ${IN_BUCKETS}
      )
    )
    ${columns.length === 0 ? sql`` : sql`GROUP BY ${joinSql(columns.map((_, at) => sql`${name('c', at)}`))}`}`, { timeout: 600 }),
    resampling(facts, totals, replicates),
  ]);
  const parsed = rows.map((row) => ({
    kept: z.coerce.boolean().parse(row['kept']), dims: q.by.map((_, at) => String(row[`d${at}`])),
    replicates: rules.map((_, at) => resampled(replicatesOf.parse(row[`r${at}`]))),
  }));
  for (const [at, rule] of rules.entries()) {
    // Conversions without a touch are what is left of all: they stand under (none).
    const drawn = new Map(parsed.filter((r) => r.kept).map((r) => [JSON.stringify(r.dims), r.replicates[at] ?? []]));
    for (const part of showsNone(q) ? all : []) {
      const values = columns.map((_, c) => String(part[`c${c}`]));
      const mineOnly = (dims: readonly string[]): boolean => JSON.stringify(q.by.flatMap((d, i) => (isTouchDimension(d) ? [] : [dims[i]]))) === JSON.stringify(values);
      const left = resampled(replicatesOf.parse(part['r'])).map((total, b) => total - parsed.filter((r) => mineOnly(r.dims)).reduce((n, r) => n + (r.replicates[at]?.[b] ?? 0), 0));
      const rest = [...values];
      const key = JSON.stringify(q.by.map((d) => (isTouchDimension(d) ? NONE : (rest.shift() ?? UNMATCHED))));
      const before = drawn.get(key);
      if (before !== undefined || left.some((x) => x > 1e-6)) drawn.set(key, left.map((x, b) => x + (before?.[b] ?? 0)));
    }
    for (const [key, list] of drawn) if (list.length > 0) intervals.get(rule.id)?.set(key, intervalOf(list));
  }
  return intervals;
}

/** A Poisson draw with mean n from a uniform number: by inversion, for large means by the normal approximation. */
function poisson(mean: number, uniform: () => number): number {
  if (mean === 0) return 0;
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let [k, p] = [0, Math.exp(-mean)];
  let left = uniform() - p;
  while (left > 0 && k < 1000) {
    k += 1;
    p *= mean / k;
    left -= p;
  }
  return k;
}

const mix = (h: number): number => {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};

/** Intervals of a fitted model: each path counts as often as its conversions and nulls, resampled, say. */
export function fittedIntervals(model: FittedModel, paths: PathTable, q: Question, replicates: number): Map<string, CreditInterval> {
  const hashes = Array.from(paths.conversions, (_, p) => {
    let h = 2166136261;
    for (let i = paths.starts[p] ?? 0; i < (paths.starts[p + 1] ?? 0); i += 1) for (const c of paths.channels[paths.steps[i] ?? 0] ?? '') h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 16777619) >>> 0;
    return h;
  });
  const drawn = paths.channels.map((): number[] => []);
  for (let b = 0; b < replicates; b += 1) {
    const resample = (counts: Float64Array, salt: number): Float64Array => counts.map((count, p) => {
      let state = mix((hashes[p] ?? 0) ^ mix(b * 2 + salt));
      return poisson(count, () => { state = mix(state + 0x9e3779b9); return state / 4294967296; });
    });
    const conversions = resample(paths.conversions, 0);
    const resampled: PathTable = { ...paths, conversions, nulls: resample(paths.nulls, 1), values: paths.values.map((v, p) => { const n = paths.conversions[p] ?? 0; return n === 0 ? 0 : (v * (conversions[p] ?? 0)) / n; }) };
    try {
      model.fit(resampled, q.query.settings).forEach((credit, c) => drawn[c]?.push(credit.conversions));
    } catch (error) {
      // A resample without any conversion gives nothing to anyone.
      if (!(error instanceof AppError) || error.code !== 'no_conversion_reachable') throw error;
      for (const list of drawn) list.push(0);
    }
  }
  return new Map(paths.channels.map((channel, c) => [JSON.stringify(channel.split(fittedJoint)), intervalOf(drawn[c] ?? [])]));
}
