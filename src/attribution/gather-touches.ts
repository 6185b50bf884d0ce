// The touches of each conversion, in order of time: gathered from all touches by a join, or cut out of what a person's whole
// journey was built as, where that says all that is needed.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { UNMATCHED } from '../analytics/read-model.js';
import { MILESTONES } from '../shared/api/attribution.js';
import { conversionsStatement, converted, type ConversionNeeds } from './conversions.js';
import { CONVERSION_DIMENSIONS, mine, TOUCH_DIMENSIONS, type ConversionDimension, type Filter, type Question } from './question.js';
import { underRules } from './rules-as-of.js';

/** Origins of touches, with channels as the question's channel rules have them. */
export const origins = (q: Question): Sql => sql`SELECT origin_id, ${joinSql(TOUCH_DIMENSIONS.map((d) => sql`toString(${identifier(d)}) AS ${identifier(d)}`))} FROM (${underRules(q, sql`SELECT * FROM touch_origins WHERE ${mine(q)}`)})`;

const condition = ({ dimension, values }: Filter): Sql => sql`has(${param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)))}, ${identifier(dimension)})`;

const excludedOrigins = (q: Question): Sql => sql`SELECT origin_id FROM (${origins(q)}) WHERE ${joinSql(q.excluded.map(condition), sql` OR `)}`;

/** Touches that can be part of a journey. */
function usable(q: Question): Sql {
  const left = q.excluded.length === 0 ? sql`` : sql` AND origin_id NOT IN (${excludedOrigins(q)})`;
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
  /** Of who converted, those that come along; all where left out. */
  readonly dimensions?: readonly ConversionDimension[];
}

/** What is asked of conversions. */
const ofConversions = ({ anchors, stages, dimensions = CONVERSION_DIMENSIONS }: JourneyNeeds): ConversionNeeds => ({ milestones: anchors || stages, dimensions });
/** What comes along of a conversion. */
function carriedBy(needs: JourneyNeeds): string[] {
  const { milestones, dimensions } = ofConversions(needs);
  return ['kind', 'happened', 'happened_day', 'at_ms', 'opens', 'closes', 'minor', 'person', 'holder', 'id', ...(milestones ? MILESTONES.map((m) => `${m}_key`) : []), ...dimensions];
}

/** From touches one by one, whatever is asked of them. */
function fromTouches(q: Question, needs: JourneyNeeds): Sql {
  const carried = carriedBy(needs);
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
    INNER JOIN (${conversionsStatement(q, ofConversions(needs))}) AS c ON c.subject = t.whose
    ${needs.channels || needs.label !== undefined ? sql`ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = t.origin_id` : sql``}
    WHERE t.order_key <= c.closes${needs.anchors ? sql`` : sql` AND ${within}`}
    GROUP BY c.no`;
  const merged = (list: string): Sql => {
    const inOrder = list === 'ks' ? sql`arraySort(in_ks)` : sql`arraySort((x, k) -> k, ${identifier(`in_${list}`)}, in_ks)`;
    if (!needs.anchors || list === 'cs') return inOrder;
    const [first, lead] = list === 'ks' ? [sql`out_first`, sql`out_lead`] : [sql`${identifier(`first_${list}`)}`, sql`${identifier(`lead_${list}`)}`];
    return sql`arrayConcat(if(has_out_first, [${first}], []), if(has_out_lead, [${lead}], []), ${inOrder})`;
  };
  return sql`
  SELECT no, ${joinSql(carried.map((column) => sql`${identifier(`any_${column}`)} AS ${identifier(column)}`))},
    ${joinSql(lists.map(({ list }) => sql`${merged(list)} AS ${identifier(list)}`))}, toInt64(length(in_ks)) AS inside
    ${needs.lastNonDirect ? sql`, if(has_named, toInt64(indexOf(arraySort(in_ks), last_named)), 0) AS named_at` : sql``}
  FROM (${grouped})`;
}

/** Whether people's journeys as they are built say all that is needed. Accounts have no such list: it would stand beside each of their many conversions. */
const areBuilt = (q: Question, needs: JourneyNeeds): boolean => !q.query.accountBased && q.rules === undefined && needs.label === undefined && !needs.details;

/** Conversions beside a whole journey each at once: one person may have many of both. */
const MOST_AT_ONCE = 4096;

/** Cut out of the journeys of people: they are in order, and the first `before` of a conversion's `until` touches lie before its window. */
function fromJourneys(q: Question, needs: JourneyNeeds): Sql {
  const lists = [{ list: 'ks', of: sql`order_keys` }, { list: 'os', of: sql`origin_ids` }, ...(needs.channels ? [{ list: 'cs', of: sql`channels` }] : []), ...(needs.lastNonDirect ? [{ list: 'directs', of: sql`directs` }] : [])];
  const all = sql`SELECT person_id, ${joinSql(lists.map(({ of }) => of))} FROM journeys WHERE ${mine(q)} AND person_id IN (${converted(q)})`;
  const usableOnes = q.excluded.length === 0 ? all : sql`
    SELECT person_id, ${joinSql(lists.map(({ of }) => sql`arrayFilter((x, is_kept) -> is_kept, all_${of}, kept) AS ${of}`))}
    FROM (SELECT person_id, ${joinSql(lists.map(({ of }) => sql`${of} AS all_${of}`))}, arrayMap(o -> o NOT IN (${excludedOrigins(q)}), origin_ids) AS kept FROM (${all}))`;
  const inside = (list: Sql): Sql => sql`arraySlice(${list}, before + 1, until - before)`;
  const merged = ({ list, of }: (typeof lists)[number]): Sql => (!needs.anchors || list === 'cs' || list === 'directs' ? inside(of) : sql`arrayConcat(arraySlice(${of}, 1, before > 0), arraySlice(${of}, greatest(until_lead, 1), until_lead > 1), ${inside(of)})`);
  return sql`
  SELECT no, ${joinSql(carriedBy(needs).map((column) => identifier(column)))}, ${joinSql(lists.map((one) => sql`${merged(one)} AS ${identifier(one.list)}`))}, toInt64(until - before) AS inside
    ${needs.lastNonDirect ? sql`, toInt64(arrayLastIndex(d -> NOT d, directs)) AS named_at` : sql``}
  FROM (
    SELECT *, least(arrayCount(k -> k < opens, order_keys), until) AS before, arrayCount(k -> k <= closes, order_keys) AS until${needs.anchors ? sql`, least(arrayCount(k -> k <= lead_key, order_keys), before) AS until_lead` : sql``}
    FROM (${usableOnes}) AS t INNER JOIN (${conversionsStatement(q, ofConversions(needs))}) AS c ON c.subject = t.person_id
    SETTINGS max_joined_block_size_rows = ${param('UInt32', MOST_AT_ONCE)}
  )`;
}

/**
 * One row a conversion. Columns: no and what conversionsStatement gives, `ks` (order keys ascending) and `os` (origins beside them): of
 * the window and, where anchors are needed, before them the first touch ever and the one that created the lead, where they lie before it; `inside` (how many lie in the window);
 * as needed `cs` (channels of the window), `named_at` (place in the window of the last that is not direct, 0 where all are), `ls` (labels),
 * and `ts`, `kinds` and `ps` (touch ids, kinds, and persons, 0 for a touch that names only a company). Where nothing touched it may lack.
 */
export const gatherTouches = (q: Question, needs: JourneyNeeds): Sql => (areBuilt(q, needs) ? fromJourneys(q, needs) : fromTouches(q, needs));
