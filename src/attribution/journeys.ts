// The journeys of a question's conversions, as one statement: each conversion with its touches in order of time. Nothing of
// it is read row by row; every model of a request is written over this one pass.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { UNMATCHED } from '../analytics/read-model.js';
import { CONVERSION_DIMENSIONS, isTouchDimension, mine, TOUCH_DIMENSIONS, type Filter, type Question, type TouchDimension } from './question.js';
import { conversionsStatement } from './conversions.js';
import { underRules } from './rules-as-of.js';
import type { Milestone, TouchTerms } from './model.js';
import { MILESTONES } from '../shared/api/attribution.js';

/** Origins of touches, with channels as the question's channel rules have them. */
export const origins = (q: Question): Sql => sql`SELECT origin_id, ${joinSql(TOUCH_DIMENSIONS.map((d) => sql`toString(${identifier(d)}) AS ${identifier(d)}`))} FROM (${underRules(q, sql`SELECT * FROM touch_origins WHERE ${mine(q)}`)})`;

const condition = ({ dimension, values }: Filter): Sql => sql`has(${param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)))}, ${identifier(dimension)})`;

/** Touches that can be part of a journey. */
function usable(q: Question): Sql {
  const left = q.excluded.length === 0 ? sql`` : sql` AND origin_id NOT IN (SELECT origin_id FROM (${origins(q)}) WHERE ${joinSql(q.excluded.map(condition), sql` OR `)})`;
  const direct = q.rules === undefined ? sql`direct` : sql`origin_id IN (SELECT origin_id FROM (${origins(q)}) WHERE channel IN ('', ${param('String', q.rules.direct)}))`;
  return sql`
  SELECT ${q.query.accountBased ? sql`holder` : sql`person_id`} AS whose, order_key, origin_id, ${direct} AS is_direct, touch_id, kind, person_id AS touched_by
  FROM journey_touches WHERE ${mine(q)} AND NOT repeated${left}${q.query.accountBased ? sql`` : sql` AND person_id != 0`}`;
}

export interface JourneyNeeds {
  /** First touch ever and lead creation, wherever they lie. */
  readonly anchors: boolean;
  readonly stages: boolean;
  /** Channels of the touches, for models on sets of channels. */
  readonly channels: boolean;
  readonly lastNonDirect: boolean;
  /** What each touch is called in paths: an expression on the columns of its origin `g`. */
  readonly label?: Sql;
  /** Ids and kinds of the touches, and whose they are, for lists. */
  readonly details: boolean;
}

/** What a key below every touch's stands for: there is none. */
const NOTHING = sql`${param('Int64', -9_000_000_000_000_000_000n)}`;

/**
 * One row a conversion that has a touch. Columns: no and what conversionsStatement gives, `ks` (order keys ascending), `os`
 * (origins beside them), `outside` (how many of them lie before the window), `inside`, and as needed `same` (touches of the window on each one's
 * channel, 0 before it), `ts`, `kinds` and `ps` (persons, 0 for a touch that names only a company), and
 * `i_<milestone>` (index of its touch, 0 for none), `p_<milestone>` (touches in the window at or before it).
 */
export function journeysStatement(q: Question, needs: JourneyNeeds): Sql {
  const carried = ['kind', 'happened', 'happened_day', 'at_ms', 'opens', 'closes', 'minor', 'person', 'holder', 'id', ...MILESTONES.map((m) => `${m}_key`), ...CONVERSION_DIMENSIONS];
  const lists = [
    { list: 'ks', of: sql`t.order_key` }, { list: 'os', of: sql`t.origin_id` },
    ...(needs.channels ? [{ list: 'cs', of: sql`cityHash64(ifNull(g.channel, ''))` }] : []),
    ...(needs.label === undefined ? [] : [{ list: 'ls', of: sql`ifNull(${needs.label}, '')` }]),
    ...(needs.details ? [{ list: 'ts', of: sql`t.touch_id` }, { list: 'kinds', of: sql`toString(t.kind)` }, { list: 'ps', of: sql`t.touched_by` }] : []),
  ];
  const within = sql`t.order_key >= c.opens`;
  const before = needs.anchors ? [
    // The first touch ever and the one that created the lead, where they lie before the window.
    sql`minIf(t.order_key, NOT (${within})) AS out_first, maxIf(t.order_key, NOT (${within}) AND t.order_key <= c.lead_key) AS out_lead`,
    sql`count() > length(in_ks) AS has_out_first, countIf(NOT (${within}) AND t.order_key <= c.lead_key) > 0 AND out_lead != out_first AS has_out_lead`,
    ...lists.filter(({ list }) => list !== 'ks' && list !== 'cs').map(({ list, of }) => sql`argMinIf(${of}, t.order_key, NOT (${within})) AS ${identifier(`first_${list}`)}, argMaxIf(${of}, t.order_key, NOT (${within}) AND t.order_key <= c.lead_key) AS ${identifier(`lead_${list}`)}`),
  ] : [];
  const grouped = sql`
    SELECT c.no AS no, ${joinSql(carried.map((column) => sql`any(c.${identifier(column)}) AS ${identifier(`any_${column}`)}`))},
      ${joinSql(lists.map(({ list, of }) => sql`${needs.anchors ? sql`groupArrayIf(${of}, ${within})` : sql`groupArray(${of})`} AS ${identifier(`in_${list}`)}`))}
      ${needs.lastNonDirect ? sql`, maxIf(t.order_key, ${within} AND NOT t.is_direct) AS last_named, countIf(${within} AND NOT t.is_direct) > 0 AS has_named` : sql``}
      ${joinSql(before.map((b) => sql`, ${b}`), sql``)}
    FROM (${usable(q)}) AS t
    INNER JOIN (${conversionsStatement(q)}) AS c ON c.subject = t.whose
    ${needs.channels || needs.label !== undefined ? sql`ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = t.origin_id` : sql``}
    WHERE t.order_key <= c.closes${needs.anchors ? sql`` : sql` AND ${within}`}
    GROUP BY c.no`;
  const merged = (list: string): Sql => {
    const inOrder = list === 'ks' ? sql`arraySort(in_ks)` : sql`arraySort((x, k) -> k, ${identifier(`in_${list}`)}, in_ks)`;
    if (!needs.anchors || list === 'cs') return inOrder;
    const [first, lead] = list === 'ks' ? [sql`out_first`, sql`out_lead`] : [sql`${identifier(`first_${list}`)}`, sql`${identifier(`lead_${list}`)}`];
    return sql`arrayConcat(if(has_out_first, [${first}], []), if(has_out_lead, [${lead}], []), ${inOrder})`;
  };
  const milestones = needs.anchors || needs.stages ? MILESTONES : [];
  const counted = joinSql(milestones.map((m) => sql`, toInt64(arrayCount(k -> k <= ${identifier(`${m}_key`)}, ks)) AS ${identifier(`n_${m}`)}`), sql``);
  const placed = joinSql(milestones.map((m) => {
    const n = sql`${identifier(`n_${m}`)}`;
    // Lead creation is found without limit; the others' touches within the window only.
    return sql`, ${m === 'lead' ? n : sql`if(${n} > outside, ${n}, 0)`} AS ${identifier(`i_${m}`)}, greatest(${n}, outside) - outside AS ${identifier(`p_${m}`)}, ${identifier(`${m}_key`)} != ${NOTHING} AS ${identifier(`r_${m}`)}`;
  }), sql``);
  // A value's number from the front and from the back together are one more than all of them.
  const same = needs.channels
    ? sql`, arrayConcat(arrayWithConstant(toUInt32(outside), toUInt32(0)), arrayMap((x, y) -> toUInt32(x + y - 1), arrayEnumerateUniq(cs), arrayReverse(arrayEnumerateUniq(arrayReverse(cs))))) AS same`
    : sql``;
  const ordered = sql`
  SELECT no, ${joinSql(carried.map((column) => sql`${identifier(`any_${column}`)} AS ${identifier(column)}`))},
    ${joinSql(lists.map(({ list }) => sql`${merged(list)} AS ${identifier(list)}`))}, toInt64(length(in_ks)) AS inside
    ${needs.lastNonDirect ? sql`, has_named, last_named` : sql``}
  FROM (${grouped})`;
  return sql`
  SELECT *${placed}${same}${needs.lastNonDirect ? sql`, if(has_named, toInt64(indexOf(ks, last_named)) - outside, 0) AS named_at` : sql``}
  FROM (SELECT *, toInt64(length(ks)) - inside AS outside${counted} FROM (${ordered}))
  WHERE notEmpty(ks)`;
}

/** Terms of touches with the columns that they need beside those of journeysStatement. */
export interface WrittenTerms {
  readonly terms: TouchTerms;
  /** What is the same for all touches of a journey, worked out once for it: `expression AS name`. Complete when every term was asked for. */
  columns(): readonly Sql[];
}

/** Touches by index inside a lambda over `i`, `k` (order key) and, where channels are needed, `c` (of `same`). */
export function writeTerms(): WrittenTerms {
  const held = new Map<string, { name: Sql; column: Sql }>();
  const once = (expression: Sql): Sql => {
    const key = JSON.stringify(expression.pieces);
    const known = held.get(key);
    if (known !== undefined) return known.name;
    const name = sql`${identifier(`term_${held.size}`)}`;
    held.set(key, { name, column: sql`${expression} AS ${name}` });
    return name;
  };
  const position = sql`(i - outside)`;
  const anchor = (milestone: Milestone): Sql => (milestone === 'first' ? sql`1` : sql`${identifier(`i_${milestone}`)}`);
  const terms: TouchTerms = {
    index: sql`i`, position, count: sql`inside`, outside: sql`outside`, anchor,
    ageDays: sql`((at_ms - bitShiftRight(k, 20)) / 86400000.)`,
    lastNonDirect: sql`named_at`,
    sameChannel: sql`c`,
    between(from, to, others) {
      const [start, end] = [anchor(from), sql`if(${anchor(to)} = 0, outside + inside + 1, ${anchor(to)})`];
      const apart = others.map((o, at) => ({ index: anchor(o), seen: others.slice(0, at).map(anchor) }));
      return {
        holds: sql`(i > ${start} AND i < ${once(end)}${joinSql(others.map((o) => sql` AND i != ${anchor(o)}`), sql``)})`,
        count: once(sql`(${end} - ${start} - 1${joinSql(apart.map(({ index, seen }) => sql` - (${index} > ${start} AND ${index} < ${end}${joinSql(seen.map((s) => sql` AND ${index} != ${s}`), sql``)})`), sql``)})`),
      };
    },
    stagePart(stages, at) {
      const own = stages[at] ?? 'won';
      const reached = sql`${identifier(`r_${own}`)}`;
      const until = sql`if(${reached}, ${identifier(`p_${own}`)}, 0)`;
      // Since the stage before that was reached, or the last touch before; stages recorded out of order make no negative part.
      const before = joinSql([sql`toInt64(0)`, ...stages.slice(0, at).map((s) => sql`if(${identifier(`r_${s}`)}, ${identifier(`p_${s}`)}, 0)`)]);
      const [since, to] = [once(sql`greatest(0, least(arrayMax([${before}]), ${until} - 1))`), once(until)];
      return { reached, count: sql`(${to} - ${since})`, holds: sql`(${position} > ${since} AND ${position} <= ${to})` };
    },
  };
  return { terms, columns: () => [...held.values()].map((h) => h.column) };
}

export const touchFilters = (q: Question): readonly Filter<TouchDimension>[] => q.filters.flatMap((f) => (isTouchDimension(f.dimension) ? [{ dimension: f.dimension, values: f.values }] : []));
