// The journeys of a question's conversions, as one statement: each conversion with its touches in order of time. Nothing of
// it is read row by row; every model of a request is written over this one pass.
import { UNREACHED } from '../analytics/read-models/conversions.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { gatherTouches, type JourneyNeeds } from './gather-touches.js';
import { isTouchDimension, type Filter, type Question, type TouchDimension } from './question.js';
import type { Among, Milestone, TouchTerms } from './model.js';
import { MILESTONES } from '../shared/api/attribution.js';

/** What a key below every touch's stands for: there is none. */
const NOTHING = sql`${param('Int64', UNREACHED)}`;

/**
 * One row a conversion that has a touch: what gatherTouches gives, with `outside` (how many touches lie before the window) and, as
 * needed, `same` (touches of the window on each one's channel, 0 before it), `i_<milestone>` (index of its touch, 0 for none) and
 * `p_<milestone>` (touches in the window at or before it).
 */
export function journeysStatement(q: Question, needs: JourneyNeeds): Sql {
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
  return sql`
  SELECT *${placed}${same}
  FROM (SELECT *, toInt64(length(ks)) - inside AS outside${counted} FROM (${gatherTouches(q, needs)}))
  WHERE notEmpty(ks)`;
}

/** What was halved more often than that is near the smallest number there is. */
const MOST_HALVES = 900;

/** Terms of touches with the columns that they need beside those of journeysStatement. */
export interface WrittenTerms {
  readonly terms: TouchTerms;
  /** What is the same for all touches of a journey, worked out once for it: `expression AS name`. Complete when every term was asked for. */
  columns(): readonly Sql[];
}

/** Touches by index inside a lambda over `i`, `p` (position), `k` (order key) and, where channels are needed, `c` (of `same`). */
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
  const position = sql`p`;
  const anchor = (milestone: Milestone): Sql => (milestone === 'first' ? sql`1` : sql`${identifier(`i_${milestone}`)}`);
  const among = (holds: Sql, count: Sql): Among => ({ count, share: (value) => sql`if(${holds}, ${value} / ${count}, 0.)` });
  const terms: TouchTerms = {
    index: sql`i`, position, count: sql`inside`, outside: sql`outside`, anchor,
    decayed(halfLifeDays) {
      const halves = (key: Sql): Sql => sql`((at_ms - bitShiftRight(${key}, 20)) / 86400000.) / ${param('Float64', halfLifeDays)}`;
      const last = once(halves(sql`ks[length(ks)]`));
      return sql`exp2(${once(sql`if(${last} > ${param('Float64', MOST_HALVES)}, ${last}, 0.)`)} - ${halves(sql`k`)})`;
    },
    lastNonDirect: sql`named_at`,
    sameChannel: sql`c`,
    between(from, to, others) {
      const [start, end] = [anchor(from), once(sql`if(${anchor(to)} = 0, outside + inside + 1, ${anchor(to)})`)];
      const apart = others.map((o, at) => ({ index: anchor(o), seen: others.slice(0, at).map(anchor) }));
      return among(
        sql`i > ${start} AND i < ${end}${joinSql(others.map((o) => sql` AND i != ${anchor(o)}`), sql``)}`,
        once(sql`(${end} - ${start} - 1${joinSql(apart.map(({ index, seen }) => sql` - (${index} > ${start} AND ${index} < ${end}${joinSql(seen.map((s) => sql` AND ${index} != ${s}`), sql``)})`), sql``)})`),
      );
    },
    stagePart(stages, at) {
      const reached = sql`${identifier(`r_${stages[at] ?? 'won'}`)}`;
      const untilOf = (stage: Milestone): Sql => once(sql`if(${identifier(`r_${stage}`)}, ${identifier(`p_${stage}`)}, 0)`);
      // Since the stage before that was reached, or the last touch before; stages recorded out of order make no negative part.
      const before = joinSql([sql`toInt64(0)`, ...stages.slice(0, at).map(untilOf)]);
      const to = untilOf(stages[at] ?? 'won');
      const since = once(sql`greatest(0, least(arrayMax([${before}]), ${to} - 1))`);
      return { reached, ...among(sql`${position} > ${since} AND ${position} <= ${to}`, sql`(${to} - ${since})`) };
    },
  };
  return { terms, columns: () => [...held.values()].map((h) => h.column) };
}

export const touchFilters = (q: Question): readonly Filter<TouchDimension>[] => q.filters.flatMap((f) => (isTouchDimension(f.dimension) ? [{ dimension: f.dimension, values: f.values }] : []));
