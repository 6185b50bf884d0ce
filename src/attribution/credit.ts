// Credit over journeys: every rule of a request on one pass, weights normalised so that a conversion's credit is one, and
// money divided to the smallest unit by largest remainder, ties to the earliest touch.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { isTouchDimension, type Question } from './question.js';
import { journeysStatement, TERMS, type JourneyNeeds } from './journeys.js';
import type { RuleModel } from './model.js';

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

/** Weights of one rule: of the touches, then of nobody, then of sales. */
function weights(rule: RuleModel, q: Question, staged: boolean): Sql {
  const { settings } = q.query;
  // A touch before the window is there as an anchor, for other rules of the request perhaps: nothing is won by it.
  const weight = rule.kind === 'winner' ? sql`toFloat64(${TERMS.position} > 0 AND ${rule.wins(TERMS, settings)})` : rule.weight(TERMS, settings);
  const [lambda, over] = rule.needs.includes('channels') ? [sql`(i, k, c)`, sql`, cs`] : [sql`(i, k)`, sql``];
  const touches = sql`arrayMap(${lambda} -> toFloat64(${weight}), idx, ks${over})`;
  if (rule.kind === 'rule' && rule.sales !== undefined) {
    // Without a touch in the window nobody earned it, as where there is no touch at all.
    return sql`arrayConcat(${touches}, [toFloat64(${rule.unearned?.(TERMS, settings) ?? sql`0.`}), if(${TERMS.count} > 0, toFloat64(${rule.sales(TERMS, settings)}), 0.)])`;
  }
  return staged ? sql`arrayConcat(${touches}, [0., 0.])` : sql`arrayConcat(${touches}, [0.])`;
}

/**
 * Columns that turn the weights w of rule `at` into whole parts: `u` of UNITS, and `v` of the value. Where nothing weighs,
 * nobody earned. In steps, each a SELECT of its own: an expression that is used twice is then analysed and computed once.
 */
function divided(rule: RuleModel, at: number): readonly (readonly Sql[])[] {
  const [w, s, u, v] = [name('w', at), name('s', at), name('u', at), name('v', at)];
  const units = param('Int64', UNITS);
  if (rule.kind === 'winner') {
    const x = name('x', at);
    return [
      [sql`arraySum(${w}) AS ${s}`],
      [sql`arrayMap((y, n) -> toInt64(if(${s} = 0, n, y)), ${w}, nobody) AS ${x}`],
      [sql`arrayMap(y -> y * ${units}, ${x}) AS ${u}`, sql`arrayMap(y -> y * minor, ${x}) AS ${v}`],
    ];
  }
  const [q, floors, keys, left, least, whole, most] = [name('q', at), name('f', at), name('y', at), name('l', at), name('z', at), name('g', at), name('b', at)];
  return [
    [sql`arraySum(${w}) AS ${s}`],
    [sql`if(${s} > 0, arrayMap(x -> x / ${s}, ${w}), nobody) AS ${q}`],
    [sql`arrayMap(x -> toInt64(floor(x * ${units})), ${q}) AS ${whole}`, sql`arrayMap(x -> toInt64(floor(x * minor + 1e-7)), ${q}) AS ${floors}`, sql`indexOf(${q}, arrayMax(${q})) AS ${most}`],
    [
      sql`arrayMap((x, f, i) -> if(x = 0, -9000000000000000000, toInt64(round((x * minor - f) * 1e6)) * 65536 - i), ${q}, ${floors}, arrayEnumerate(${q})) AS ${keys}`,
      sql`minor - arraySum(${floors}) AS ${left}`, sql`${units} - arraySum(${whole}) AS ${name('h', at)}`,
    ],
    [
      sql`if(${left} <= 0, 9223372036854775807, arrayReverseSort(${keys})[${left}]) AS ${least}`,
      sql`arrayMap((x, i) -> x + if(i = ${most}, ${name('h', at)}, 0), ${whole}, arrayEnumerate(${whole})) AS ${u}`,
    ],
    [sql`arrayMap((f, y) -> f + (y >= ${least}), ${floors}, ${keys}) AS ${v}`],
  ];
}

/**
 * One row a conversion with a touch: `os` with NO_ORIGIN (and SALES_ORIGIN) appended, and by rule r the arrays `u<r>` and `v<r>` beside it.
 * Columns of journeysStatement stay.
 */
export function creditedJourneys(q: Question, rules: readonly RuleModel[], details = false): Sql {
  const staged = rules.some((r) => r.kind === 'rule' && r.sales !== undefined);
  const needs = needsOf(rules, details);
  const weighed = sql`
    SELECT *, ${joinSql(rules.map((rule, at) => sql`${weights(rule, q, staged)} AS ${name('w', at)}`))}
    FROM (
      SELECT *, arrayEnumerate(ks) AS idx,
        arrayConcat(os, ${staged ? sql`[toUInt64(${param('UInt64', NO_ORIGIN)}), toUInt64(${param('UInt64', SALES_ORIGIN)})]` : sql`[toUInt64(${param('UInt64', NO_ORIGIN)})]`}) AS earners,
        arrayConcat(arrayMap(k -> 0., ks), ${staged ? sql`[1., 0.]` : sql`[1.]`}) AS nobody
      FROM (${journeysStatement(q, needs)})
    )`;
  const steps = rules.map(divided);
  const depth = Math.max(...steps.map((s) => s.length));
  let statement = weighed;
  for (let level = 0; level < depth; level += 1) {
    const columns = steps.flatMap((s) => s[level] ?? []);
    statement = sql`SELECT *, ${joinSql(columns)} FROM (${statement})`;
  }
  return statement;
}

/** Columns of who converted that a split needs, in its order. */
export const conversionColumns = (q: Question): Sql[] => q.by.flatMap((d) => (isTouchDimension(d) ? [] : [sql`${identifier(d)}`]));

/** Sums by origin and by who converted: `o`, those dimensions, and by rule r `u<r>` and `v<r>`. */
export function sumsByOrigin(q: Question, rules: readonly RuleModel[]): Sql {
  const by = conversionColumns(q);
  const grouping = joinSql([sql`o`, ...by]);
  return sql`
  SELECT ${grouping}, ${joinSql(rules.flatMap((_, at) => [sql`sum(${name('u_', at)}) AS ${name('u', at)}`, sql`sum(${name('v_', at)}) AS ${name('v', at)}`]))}
  FROM (
    SELECT ${joinSql([sql`o_ AS o`, ...by, ...rules.flatMap((_, at) => [name('u_', at), name('v_', at)])])}
    FROM (${creditedJourneys(q, rules)})
    ARRAY JOIN earners AS o_, ${joinSql(rules.flatMap((_, at) => [sql`${name('u', at)} AS ${name('u_', at)}`, sql`${name('v', at)} AS ${name('v_', at)}`]))}
  )
  GROUP BY ${grouping}`;
}
