// Credit over journeys: every rule of a request on one pass, weights normalised so that a conversion's credit is one, and
// money divided to the smallest unit by largest remainder, ties to the earliest touch.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { isTouchDimension, type Question } from './question.js';
import { type JourneyNeeds } from './gather-touches.js';
import { journeysStatement, writeTerms } from './journeys.js';
import type { RuleModel, TouchTerms } from './model.js';

/** Parts of one conversion's credit: sums of them are whole numbers, the same in whatever order they are added. */
export const UNITS = 100_000_000_000;
/** Origins that are none: what no touch earned, and what sales did. */
export const NO_ORIGIN = 0;
export const SALES_ORIGIN = 1;

export const needsOf = (rules: readonly RuleModel[], details: boolean): JourneyNeeds => {
  const needs = new Set(rules.flatMap((r) => r.needs));
  return {
    anchors: needs.has('anchors'), stages: needs.has('stages'), channels: needs.has('channels'),
    lastNonDirect: rules.some((r) => r.kind === 'winner'), details,
  };
};

const name = (prefix: string, at: number): Sql => sql`${identifier(`${prefix}${at}`)}`;

/** What each rule weighs a touch, side by side: one expression over the journey, read once. */
function weights(rules: readonly RuleModel[], q: Question, terms: TouchTerms, { channels }: JourneyNeeds): Sql {
  // A touch before the window is there as an anchor, for other rules of the request perhaps: nothing is won by it.
  const each = rules.map((rule) => (rule.kind === 'winner' ? sql`toFloat64(${terms.position} > 0 AND ${rule.wins(terms, q.query.settings)})` : sql`toFloat64(${rule.weight(terms, q.query.settings)})`));
  return sql`arrayMap((i, k${channels ? sql`, c` : sql``}) -> tuple(${joinSql(each)}), idx, ks${channels ? sql`, same` : sql``})`;
}

/** A rule's weights of the touches, then of nobody, then of sales. Where nothing weighs, nobody earned. */
function weightsOf(rule: RuleModel, at: number, q: Question, terms: TouchTerms, staged: boolean): Sql {
  const touches = sql`tupleElement(weighed, ${param('UInt8', at + 1)})`;
  // In the window a winner there always is.
  const idle = rule.kind === 'winner' ? sql`${terms.count} = 0` : sql`arraySum(${touches}) = 0`;
  if (rule.kind === 'winner' || rule.sales === undefined) return sql`arrayConcat(${touches}, [toFloat64(${idle})${staged ? sql`, 0.` : sql``}])`;
  const { settings } = q.query;
  // Without a touch in the window sales earned nothing, as where there is no touch at all.
  const [unearned, sales] = [sql`toFloat64(${rule.unearned?.(terms, settings) ?? sql`0.`})`, sql`if(${terms.count} > 0, toFloat64(${rule.sales(terms, settings)}), 0.)`];
  return sql`arrayConcat(${touches}, [if(${idle} AND ${unearned} + ${sales} = 0, 1., ${unearned}), ${sales}])`;
}

const units = param('Int64', UNITS);
/**
 * Steps that turn weights into whole parts, for all weighing rules at once: `ws` holds an array of weights for each, `us` gets
 * parts of UNITS and `vs` of the value. Written once whatever the number of rules, because the engine takes long to understand
 * a statement that says it for each; a step each, because what two expressions use is then computed once.
 */
const DIVISION: readonly (readonly Sql[])[] = [
  [sql`arrayMap(w -> arraySum(w), ws) AS sums`],
  [sql`arrayMap((w, s) -> arrayMap(x -> x / s, w), ws, sums) AS qs`],
  [
    sql`arrayMap(q -> arrayMap(x -> toInt64(floor(x * ${units})), q), qs) AS wholes`,
    sql`arrayMap(q -> arrayMap(x -> x * minor, q), qs) AS amounts`,
    sql`arrayMap(q -> indexOf(q, arrayMax(q)), qs) AS mosts`,
  ],
  [sql`arrayMap(a -> arrayMap(x -> toInt64(floor(x + 1e-7)), a), amounts) AS floors`, sql`arrayMap(u -> ${units} - arraySum(u), wholes) AS gaps`],
  [
    sql`arrayMap((a, f) -> arrayMap((x, y, i) -> if(x = 0, -9000000000000000000, toInt64(round((x - y) * 1e6)) * 65536 - i), a, f, arrayEnumerate(a)), amounts, floors) AS rests`,
    sql`arrayMap(f -> minor - arraySum(f), floors) AS lefts`,
    sql`arrayMap((u, m, g) -> arrayMap((x, i) -> x + if(i = m, g, 0), u, arrayEnumerate(u)), wholes, mosts, gaps) AS us`,
  ],
  [sql`arrayMap((r, n) -> if(n <= 0, 9223372036854775807, arrayReverseSort(r)[n]), rests, lefts) AS least`],
  [sql`arrayMap((f, r, l) -> arrayMap((x, y) -> x + (y >= l), f, r), floors, rests, least) AS vs`],
];

/**
 * Without looking for what follows from chains of comparisons, which takes the engine a third of the time it needs to understand
 * the weights, and without evaluating branches one by one, which costs more than evaluating these.
 */
const PLAINLY = sql`SETTINGS optimize_and_compare_chain = 0, short_circuit_function_evaluation = 'disable'`;

/** Rules in the order of the arrays that creditedTogether gives: those that weigh, then those that have a winner. */
const inOrder = (rules: readonly RuleModel[]): { rule: RuleModel; at: number }[] => {
  const places = rules.map((rule, at) => ({ rule, at }));
  return [...places.filter((p) => p.rule.kind === 'rule'), ...places.filter((p) => p.rule.kind === 'winner')];
};

/**
 * One row a conversion with a touch: `earners`, which is `os` with NO_ORIGIN (and SALES_ORIGIN) appended, and `us` and `vs`, which
 * hold an array beside it for each rule, inOrder.
 * @param kept other columns of journeysStatement that are wanted, `minor` among them
 */
function creditedTogether(q: Question, rules: readonly RuleModel[], kept: Sql, details: boolean): Sql {
  const staged = rules.some((r) => r.kind === 'rule' && r.sales !== undefined);
  const needs = needsOf(rules, details);
  const written = writeTerms();
  const weighed = weights(rules, q, written.terms, needs);
  const of = (kind: RuleModel['kind']): Sql[] => inOrder(rules).flatMap(({ rule, at }) => (rule.kind === kind ? [weightsOf(rule, at, q, written.terms, staged)] : []));
  const [weighing, winning] = [of('rule'), of('winner')];
  let statement = sql`
    SELECT ${kept}, arrayConcat(os, ${staged ? sql`[toUInt64(${param('UInt64', NO_ORIGIN)}), toUInt64(${param('UInt64', SALES_ORIGIN)})]` : sql`[toUInt64(${param('UInt64', NO_ORIGIN)})]`}) AS earners
      ${weighing.length > 0 ? sql`, [${joinSql(weighing)}] AS ws` : sql``}
      ${winning.length > 0 ? sql`, arrayMap(w -> arrayMap(x -> toInt64(x), w), [${joinSql(winning)}]) AS won` : sql``}
    FROM (
      SELECT *, ${weighed} AS weighed
      FROM (SELECT *, ${joinSql([sql`arrayEnumerate(ks) AS idx`, ...written.columns()])} FROM (${journeysStatement(q, needs)}))
    )`;
  if (weighing.length > 0) for (const columns of DIVISION) statement = sql`SELECT *, ${joinSql(columns)} FROM (${statement})`;
  if (winning.length === 0) return sql`SELECT * FROM (${statement}) ${PLAINLY}`;
  const [us, vs] = [sql`arrayMap(w -> arrayMap(x -> x * ${units}, w), won)`, sql`arrayMap(w -> arrayMap(x -> x * minor, w), won)`];
  return weighing.length === 0
    ? sql`SELECT *, ${us} AS us, ${vs} AS vs FROM (${statement}) ${PLAINLY}`
    : sql`SELECT * EXCEPT (us, vs), arrayConcat(us, ${us}) AS us, arrayConcat(vs, ${vs}) AS vs FROM (${statement}) ${PLAINLY}`;
}

/** One row a conversion with a touch: what journeysStatement gives, `earners`, and the arrays of rule r beside it as `u<r>` and `v<r>`. */
export function creditedJourneys(q: Question, rules: readonly RuleModel[], details = false): Sql {
  const parts = inOrder(rules).flatMap(({ at }, place) => [sql`us[${param('UInt8', place + 1)}] AS ${name('u', at)}`, sql`vs[${param('UInt8', place + 1)}] AS ${name('v', at)}`]);
  return sql`SELECT *, ${joinSql(parts)} FROM (${creditedTogether(q, rules, sql`*`, details)})`;
}

/** Columns of who converted that a split needs, in its order. */
export const conversionColumns = (q: Question): Sql[] => q.by.flatMap((d) => (isTouchDimension(d) ? [] : [sql`${identifier(d)}`]));

/** Sums by rule (its place in `rules`), origin and who converted: `rule`, `o`, those dimensions, `u` and `v`; none where both are 0. */
export function sumsByOrigin(q: Question, rules: readonly RuleModel[]): Sql {
  const grouping = joinSql([sql`rule`, sql`o`, ...conversionColumns(q)]);
  return sql`
  SELECT ${grouping}, sum(x) AS u, sum(y) AS v
  FROM (SELECT ${joinSql([sql`earners`, sql`rule`, sql`xs`, sql`ys`, ...conversionColumns(q)])} FROM (${creditedTogether(q, rules, joinSql([sql`minor`, ...conversionColumns(q)]), false)}) ARRAY JOIN [${joinSql(inOrder(rules).map(({ at }) => sql`toUInt8(${param('UInt8', at)})`))}] AS rule, us AS xs, vs AS ys)
  ARRAY JOIN earners AS o, xs AS x, ys AS y
  WHERE x != 0 OR y != 0
  GROUP BY ${grouping}`;
}
