// Cost lines that name no value of a dimension, divided among the values of those that came meanwhile: by visits or by
// leads of the same calendar month, among those that agree with whatever the line does name (docs/decisions/0007).
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { ORIGIN, type DimensionId } from './read-model.js';

type OriginId = (typeof ORIGIN)[number];

/** What a line is held against, whether it is asked for or not. */
const HELD_AGAINST: ReadonlySet<DimensionId> = new Set(['channel_group', 'channel', 'campaign']);
/** What parts are always told apart by: the borders of a channel are then the same in every split, to the cent. */
const TOLD_APART: ReadonlySet<DimensionId> = new Set(['channel_group', 'channel']);
/** Values that a line is divided among at most: beyond that nobody could read a part, and it stays unmatched. */
const MOST_PARTS = 5_000;
/** A mask that no part has. */
const WHOLE = sql`toUInt32(4294967295)`;
const OWN_COLUMNS = ['workspace_id', 'event_id', 'day', 'received_at', 'kind', 'original_amount', 'currency', 'rate_missing', 'covers', 'product'] as const;

export interface Allocation {
  /** Named in what a part says of itself: `37 of 412 leads`. */
  readonly by: 'visits' | 'leads';
  /** Dimensions that the question splits or filters by. */
  readonly asked: readonly DimensionId[];
  /** Rows that divide: `day`, the dimensions of ORIGIN, and `n`, how much each weighs; those of every month that the lines reach into. */
  readonly weights: Sql;
  /** Digits of the reporting currency's smallest unit. */
  readonly digits: number;
}

/** Lines as they are, with the column that says which parts were allocated. */
export const unallocated = (lines: Sql): Sql => sql`SELECT *, '' AS allocated FROM (${lines})`;

/** The dimensions of a question that an allocation can fill. */
export const allocatable = (asked: readonly DimensionId[]): OriginId[] => ORIGIN.filter((d) => asked.includes(d));

/**
 * The same lines, those that lack an asked-for dimension as parts that add up to them exactly: part k is
 * round(A·c(k)/W) − round(A·c(k−1)/W) over the weights in a fixed order, as days of a cost are. Visits and leads that
 * name no value themselves keep their part of the cost unmatched; a line of a month without any stays whole. Impressions
 * and clicks are not divided: they stay on a row of their own.
 * @param lines rows of cost_days
 */
export function allocateCosts(lines: Sql, { by, asked, weights, digits }: Allocation): Sql {
  const wanted = allocatable(asked);
  if (wanted.length === 0) return unallocated(lines);
  const keys = ORIGIN.filter((d) => HELD_AGAINST.has(d) || wanted.includes(d));
  const values = ORIGIN.filter((d) => TOLD_APART.has(d) || wanted.includes(d));
  const text = (d: OriginId): Sql => sql`toString(${identifier(d)})`;
  const [held, own, given] = [(d: OriginId) => identifier(`a_${d}`), (d: OriginId) => identifier(`n_${d}`), (d: OriginId) => identifier(`v_${d}`)];
  const named = joinSql(keys.map((d, i) => sql`toUInt32(${text(d)} != '') * ${param('UInt32', 2 ** i)}`), sql` + `);
  const lacks = sql`(amount IS NOT NULL AND (${joinSql(wanted.map((d) => sql`${text(d)} = ''`), sql` OR `)}))`;
  const marked = sql`
    SELECT *, toStartOfMonth(day) AS a_month, ${lacks} AS a_lacks, arrayJoin(if(a_lacks AND (impressions IS NOT NULL OR clicks IS NOT NULL), [0, 1], [0])) AS a_counts,
      if(a_lacks AND a_counts = 0, toUInt32(${named}), ${WHOLE}) AS a_named, ${joinSql(keys.map((d) => sql`${text(d)} AS ${held(d)}`))}
    FROM (${lines})`;
  const masks = sql`(SELECT groupUniqArray(toUInt32(${named})) FROM (${lines}) WHERE ${lacks})`;
  const isNamed = (i: number): Sql => sql`bitTest(w_named, ${param('UInt8', i)})`;
  const weighed = sql`
    SELECT w_month, w_named, ${joinSql(keys.map((d, i) => sql`if(${isNamed(i)}, ${identifier(`k_${d}`)}, '') AS ${own(d)}`))}, ${joinSql(values.map((d) => sql`${identifier(`k_${d}`)} AS ${given(d)}`))}, sum(k_n) AS w
    FROM (
      SELECT toStartOfMonth(day) AS w_month, ${joinSql(keys.map((d) => sql`${text(d)} AS ${identifier(`k_${d}`)}`))}, toUInt64(sum(n)) AS k_n, arrayJoin(${masks}) AS w_named
      FROM (${weights}) GROUP BY w_month, ${joinSql(keys.map((d) => identifier(`k_${d}`)))} HAVING k_n > 0
    )
    GROUP BY w_month, w_named, ${joinSql(keys.map(own))}, ${joinSql(values.map(given))}`;
  const among = sql`PARTITION BY w_month, w_named, ${joinSql(keys.map(own))}`;
  const parts = sql`
    SELECT * FROM (
      SELECT *, sum(w) OVER (${among} ORDER BY ${joinSql(values.map(given))} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS w_until, sum(w) OVER (${among}) AS w_all, count() OVER (${among}) AS w_parts
      FROM (${weighed})
    ) WHERE w_parts <= ${param('UInt32', MOST_PARTS)}`;
  // Both branches of an `if` are reckoned: without a part 1 keeps it from dividing by nothing.
  const upTo = (weight: Sql): Sql => sql`
    round(toDecimal256(toDecimal256(assumeNotNull(l.amount), 8) * toDecimal256(${weight}, 0), 20) / toDecimal256(greatest(ifNull(p.w_all, 0), 1), 0), ${param('UInt8', digits)})`;
  const isPart = sql`(ifNull(p.w_all, 0) > 0)`;
  const until = sql`ifNull(p.w_until, 0)`;
  return sql`
    SELECT ${joinSql(OWN_COLUMNS.map((c) => sql`l.${identifier(c)} AS ${identifier(c)}`))},
      ${joinSql(ORIGIN.map((d) => (values.includes(d) ? sql`if(${isPart}, ifNull(p.${given(d)}, ''), toString(l.${identifier(d)})) AS ${identifier(d)}` : sql`l.${identifier(d)} AS ${identifier(d)}`)))},
      if(l.a_lacks AND l.a_counts = 0, NULL, l.impressions) AS impressions, if(l.a_lacks AND l.a_counts = 0, NULL, l.clicks) AS clicks,
      multiIf(l.a_counts = 1, NULL, ${isPart}, toDecimal128(${upTo(until)} - ${upTo(sql`(${until} - ifNull(p.w, 0))`)}, 4), l.amount) AS amount,
      if(${isPart}, concat(toString(p.w), ' of ', toString(p.w_all), ${param('String', ` ${by}`)}), '') AS allocated
    FROM (${marked}) AS l
    LEFT JOIN (${parts}) AS p ON p.w_month = l.a_month AND p.w_named = l.a_named AND ${joinSql(keys.map((d) => sql`p.${own(d)} = l.${held(d)}`), sql` AND `)}`;
}
