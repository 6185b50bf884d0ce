// Credit over journeys: every rule of a request on one pass, weights normalised so that a conversion's credit is one, and
// money divided to the smallest unit by largest remainder, ties to the earliest touch.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { isTouchDimension, type Question } from './question.js';
import { type JourneyNeeds } from './gather-touches.js';
import { journeysStatement, writeTerms } from './journeys.js';
import type { RuleModel, TouchTerms, WeighingRule, WinningRule } from './model.js';

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

/** Rules with their places in the request, those that weigh before those that have a winner. */
interface Sorted {
  readonly weighing: readonly { readonly rule: WeighingRule; readonly at: number }[];
  readonly winning: readonly { readonly rule: WinningRule; readonly at: number }[];
}

const sorted = (rules: readonly RuleModel[]): Sorted => ({
  weighing: rules.flatMap((rule, at) => (rule.kind === 'rule' ? [{ rule, at }] : [])),
  winning: rules.flatMap((rule, at) => (rule.kind === 'winner' ? [{ rule, at }] : [])),
});

/** What each weighing rule weighs a touch, side by side: one expression over the journey, read once. */
function weights({ weighing }: Sorted, q: Question, terms: TouchTerms, { channels }: JourneyNeeds): Sql {
  const each = weighing.map(({ rule }) => rule.weight(terms, q.query.settings));
  return sql`arrayMap((i, p, k${channels ? sql`, c` : sql``}) -> tuple(${joinSql(each)}), idx, arrayMap(x -> toInt64(x) - outside, idx), ks${channels ? sql`, same` : sql``})`;
}

/** What no touch can have earned of a rule and what sales did, worked out once a journey. */
function apartOf(rule: WeighingRule, place: number, q: Question, terms: TouchTerms): Sql[] {
  if (rule.sales === undefined) return [];
  const { settings } = q.query;
  // Without a touch in the window sales earned nothing, as where there is no touch at all.
  return [sql`toFloat64(${rule.unearned?.(terms, settings) ?? sql`0.`}) AS ${name('unearned', place)}`, sql`if(${terms.count} > 0, toFloat64(${rule.sales(terms, settings)}), 0.) AS ${name('sales', place)}`];
}

/**
 * A weighing rule's weights of the touches and, where it has such parts, of nobody and of sales. Where nothing weighs, nobody earned.
 * @param place of the rule among those that weigh
 * @param nobody also of a rule that has no such parts: with those of others beside it
 */
function weightsOf(rule: WeighingRule, place: number, nobody: 'alone' | 'and sales' | undefined): Sql {
  const touches = sql`tupleElement(weighed, ${param('UInt8', place + 1)})`;
  const idle = sql`arraySum(${touches}) = 0`;
  if (rule.sales === undefined) return nobody === undefined ? touches : sql`arrayConcat(${touches}, [toFloat64(${idle})${nobody === 'and sales' ? sql`, 0.` : sql``}])`;
  const [unearned, sales] = [name('unearned', place), name('sales', place)];
  return sql`arrayConcat(${touches}, [if(${idle} AND ${unearned} + ${sales} = 0, 1., ${unearned}), ${sales}])`;
}

/** Index in `os` of the touch that takes all; one past the last where none lies in the window. */
const winnerOf = (rule: WinningRule, q: Question, terms: TouchTerms): Sql => sql`if(${terms.count} = 0, toInt64(length(ks)) + 1, ${terms.outside} + ${rule.winner(terms, q.query.settings)})`;

const units = param('Int64', UNITS);
/**
 * Steps that turn weights into whole parts, for all weighing rules at once: `ws` holds an array of weights for each, `us` gets
 * parts of UNITS and `vs` of the value. Written once whatever the number of rules, because the engine takes long to understand
 * a statement that says it for each; a step each, because what two expressions use is then computed once.
 */
const DIVISION: readonly (readonly Sql[])[] = [
  [sql`arrayMap(w -> arraySum(w), ws) AS sums`],
  // Where nothing weighs anything, nothing is divided.
  [sql`arrayMap((w, s) -> arrayMap(x -> x / s, w), ws, arrayMap(s -> if(s = 0, 1., s), sums)) AS qs`],
  [
    sql`arrayMap(q -> arrayMap(x -> toInt64(floor(x * ${units})), q), qs) AS wholes`,
    sql`arrayMap(q -> arrayMap(x -> x * minor, q), qs) AS amounts`,
    sql`arrayMap(q -> indexOf(q, arrayMax(q)), qs) AS mosts`,
  ],
  [sql`arrayMap(a -> arrayMap(x -> toInt64(floor(x + 1e-7)), a), amounts) AS floors`, sql`arrayMap((u, s) -> if(s = 0, 0, ${units} - arraySum(u)), wholes, sums) AS gaps`],
  [
    sql`arrayMap((a, f) -> arrayMap((x, y, i) -> if(x = 0, -9000000000000000000, toInt64(round((x - y) * 1e6)) * 16777216 - i), a, f, arrayEnumerate(a)), amounts, floors) AS rests`,
    sql`arrayMap((f, s) -> if(s = 0, 0, minor - arraySum(f)), floors, sums) AS lefts`,
    sql`arrayMap((u, m, g) -> arrayMap((x, i) -> x + if(i = m, g, 0), u, arrayEnumerate(u)), wholes, mosts, gaps) AS us`,
  ],
  [sql`arrayMap((r, n) -> if(n <= 0, 9223372036854775807, arrayReverseSort(r)[n]), rests, lefts) AS least`],
  [sql`arrayMap((f, r, l) -> arrayMap((x, y) -> x + (y >= l), f, r), floors, rests, least) AS vs`],
];

/**
 * Without evaluating branches one by one, which costs more than evaluating these; and, also where credit is inserted and not asked
 * for, without looking for what follows from chains of comparisons.
 */
const PLAINLY = sql`SETTINGS optimize_and_compare_chain = 0, short_circuit_function_evaluation = 'disable'`;

const divided = (weighed: Sql): Sql => DIVISION.reduce((statement, columns) => sql`SELECT *, ${joinSql(columns)} FROM (${statement})`, weighed);

/**
 * One row a conversion with a touch: columns of journeysStatement as asked, and `ws`, an array of weights for each weighing rule.
 * @param columns what else is to be there, made of the terms
 * @param nobody see weightsOf
 */
function weighedJourneys(q: Question, rules: readonly RuleModel[], columns: (terms: TouchTerms) => readonly Sql[], needs: JourneyNeeds, nobody: 'alone' | 'and sales' | undefined): Sql {
  const { weighing } = sorted(rules);
  const written = writeTerms();
  const weighed = weights(sorted(rules), q, written.terms, needs);
  const all = [...columns(written.terms), ...(weighing.length > 0 ? [sql`[${joinSql(weighing.map(({ rule }, place) => weightsOf(rule, place, nobody)))}] AS ws`] : [])];
  const apart = weighing.flatMap(({ rule }, place) => apartOf(rule, place, q, written.terms));
  const journeys = sql`SELECT *${joinSql([sql`arrayEnumerate(ks) AS idx`, ...written.columns(), ...apart].map((c) => sql`, ${c}`), sql``)} FROM (${journeysStatement(q, needs)})`;
  return sql`SELECT ${joinSql(all)} FROM (${weighing.length > 0 ? sql`SELECT *, ${weighed} AS weighed FROM (${journeys})` : journeys})`;
}

const isStaged = (rule: RuleModel): boolean => rule.kind === 'rule' && rule.sales !== undefined;
const NOBODY = sql`toUInt64(${param('UInt64', NO_ORIGIN)})`;
const SALES = sql`toUInt64(${param('UInt64', SALES_ORIGIN)})`;

/**
 * One row a conversion with a touch: what journeysStatement gives, `earners`, which is `os` with NO_ORIGIN (and SALES_ORIGIN) appended, and
 * the parts of rule r beside it as `u<r>` and `v<r>`.
 */
export function creditedJourneys(q: Question, rules: readonly RuleModel[], details = false): Sql {
  const { weighing, winning } = sorted(rules);
  const staged = rules.some(isStaged);
  const earners = (terms: TouchTerms): readonly Sql[] => [
    sql`*`, sql`arrayConcat(os, [${NOBODY}${staged ? sql`, ${SALES}` : sql``}]) AS earners`,
    ...winning.map(({ rule, at }) => sql`arrayMap(i -> toInt64(i = ${winnerOf(rule, q, terms)}), arrayEnumerate(earners)) AS ${name('won', at)}`),
  ];
  const weighed = weighedJourneys(q, rules, earners, needsOf(rules, details), staged ? 'and sales' : 'alone');
  const parts = [
    ...weighing.flatMap(({ at }, place) => [sql`us[${param('UInt8', place + 1)}] AS ${name('u', at)}`, sql`vs[${param('UInt8', place + 1)}] AS ${name('v', at)}`]),
    ...winning.flatMap(({ at }) => [sql`arrayMap(x -> x * ${units}, ${name('won', at)}) AS ${name('u', at)}`, sql`arrayMap(x -> x * minor, ${name('won', at)}) AS ${name('v', at)}`]),
  ];
  return sql`SELECT *, ${joinSql(parts)} FROM (${weighing.length > 0 ? divided(weighed) : weighed}) ${PLAINLY}`;
}

/** Columns of who converted that a split needs, in its order. */
export const conversionColumns = (q: Question): Sql[] => q.by.flatMap((d) => (isTouchDimension(d) ? [] : [sql`${identifier(d)}`]));

/**
 * Sums by rule (its place in `rules`), origin and who converted: `rule`, `o`, those dimensions, `u` and `v`; none where both are 0. What
 * nobody earned may be left out: it is what is missing of a conversion. The place after the last rule counts conversions with a touch
 * in the window, one `u` each.
 */
export function sumsByOrigin(q: Question, rules: readonly RuleModel[]): Sql {
  const grouping = joinSql([sql`rule`, sql`o`, ...conversionColumns(q)]);
  const { weighing, winning } = sorted(rules);
  const withOthers = sql`os_and_others`;
  const columns = (terms: TouchTerms): readonly Sql[] => [
    sql`minor`, sql`toInt64(${terms.count} > 0) AS is_touched`, ...conversionColumns(q), sql`os`,
    ...(rules.some(isStaged) ? [sql`arrayConcat(os, [${NOBODY}, ${SALES}]) AS ${withOthers}`] : []),
    ...(winning.length > 0 ? [sql`[${joinSql(winning.map(({ rule }) => sql`os[${winnerOf(rule, q, terms)}]`))}] AS winners`] : []),
  ];
  const weighed = weighedJourneys(q, rules, columns, { ...needsOf(rules, false), dimensions: q.by.filter((d) => !isTouchDimension(d)) }, undefined);
  const whose = weighing.map(({ rule }) => (isStaged(rule) ? withOthers : sql`os`));
  const place = (at: number): Sql => sql`toUInt8(${param('UInt8', at)})`;
  const won = (whole: Sql): Sql => sql`arrayWithConstant(${param('UInt32', winning.length)}, ${whole})`;
  // Parts of all rules lie in one list: unfolding lists of lists takes longer than all that is done with what comes out.
  const all = (parts: readonly Sql[], ofWinners: Sql, counted: Sql): Sql => sql`arrayConcat(${joinSql([...parts, ...(winning.length > 0 ? [ofWinners] : []), sql`[${counted}]`])})`;
  const flat = (list: Sql): Sql[] => (weighing.length > 0 ? [sql`arrayFlatten(${list})`] : []);
  return sql`
  SELECT ${grouping}, sum(x) AS u, sum(y) AS v
  FROM (${weighing.length > 0 ? divided(weighed) : weighed} ${PLAINLY})
  ARRAY JOIN ${all(whose, sql`winners`, NOBODY)} AS o, ${all(weighing.map(({ at }, i) => sql`arrayWithConstant(length(${whose[i] ?? sql`os`}), ${place(at)})`), sql`[${joinSql(winning.map(({ at }) => place(at)))}]`, place(rules.length))} AS rule,
    ${all(flat(sql`us`), won(sql`toInt64(${units})`), sql`is_touched`)} AS x, ${all(flat(sql`vs`), won(sql`minor`), sql`toInt64(0)`)} AS y
  GROUP BY ${grouping}
  HAVING u != 0 OR v != 0`;
}
