// The conversions of one kind and period, one row each: whose they are, when, what they are worth, and when the milestones
// before them were reached.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { instantParam } from '../analytics/read-models/build-context.js';
import { UNMATCHED } from '../analytics/read-model.js';
import { MILESTONES } from '../shared/api/attribution.js';
import { CONVERSION_DIMENSIONS, isTouchDimension, mine, type ConversionDimension, type Question } from './question.js';

const days = (q: Question, day: Sql): Sql => sql`${day} >= ${param('Date', q.query.from)} AND ${day} < ${param('Date', q.query.to)}`;

/** A day without a time ends when it ends: a touch of that day came before it. */
const cutoff = (at: Sql, dateOnly: Sql): Sql => sql`if(${dateOnly}, addMilliseconds(addDays(${at}, 1), -1), ${at})`;

const NO_AMOUNT = sql`CAST(NULL, 'Nullable(Decimal(38, 4))')`;
const SHARED = CONVERSION_DIMENSIONS.filter((d) => d !== 'product' && d !== 'deal_source');
const named = (dimensions: readonly ConversionDimension[]): Sql => joinSql(dimensions.map((d) => sql`toString(${identifier(d)}) AS ${identifier(d)}`));

/** Entries of people into stages, with the end of their moment. */
const entries = (q: Question): Sql => sql`
  SELECT f.*, ${cutoff(sql`f.at`, sql`ifNull(s.date_only, 0)`)} AS ends
  FROM (SELECT * FROM funnel WHERE ${mine(q)} AND type = 'entry') AS f
  ANY LEFT JOIN (SELECT person_id AS s_person, at AS s_at, stage AS s_stage, date_only FROM person_steps WHERE ${mine(q)} AND date_only) AS s ON s.s_person = f.person_id AND s.s_at = f.at AND s.s_stage = f.stage`;

const fromStage = (q: Question, stage: string, more: Sql): Sql => sql`
  SELECT concat('P-', toString(person_id), '/', toString(stage), '/', toString(cycle)) AS id, person_id AS person, account_id AS holder, at AS happened, ends, day AS happened_day,
    ${NO_AMOUNT} AS amount, false AS unpriced, '' AS own_currency, at AS opened, ${named(SHARED)}, '' AS product, '' AS deal_source
  FROM (${entries(q)}) WHERE stage = ${param('String', stage)} AND ${days(q, sql`day`)} AND at < ${instantParam(q.asOf)} AND ${more}`;

const fromDeals = (q: Question, moment: 'created' | 'closed', where: Sql): Sql => {
  const [at, day, amount, unpriced, dateOnly] = moment === 'created'
    ? [sql`d.created_at`, sql`d.created_day`, sql`d.created_amount`, sql`d.created_rate_missing`, sql`h.created_date_only`]
    : [sql`assumeNotNull(d.closed_at)`, sql`assumeNotNull(d.closed_day)`, sql`d.closed_amount`, sql`d.closed_rate_missing`, sql`h.closed_date_only`];
  return sql`
  SELECT d.deal_id AS id, d.person_id AS person, d.account_id AS holder, ${at} AS happened, ${cutoff(at, sql`ifNull(${dateOnly}, 0)`)} AS ends, ${day} AS happened_day,
    ${amount} AS amount, ${unpriced} AS unpriced, toString(d.currency) AS own_currency, ${cutoff(sql`d.created_at`, sql`ifNull(h.created_date_only, 0)`)} AS opened,
    ${joinSql(CONVERSION_DIMENSIONS.map((c) => sql`toString(d.${identifier(c)}) AS ${identifier(c)}`))}
  FROM (SELECT * FROM deal_facts WHERE ${mine(q)} AND ${where}) AS d
  ANY LEFT JOIN (SELECT deal_id AS h_deal, created_date_only, closed_date_only FROM deal_holders WHERE ${mine(q)}) AS h ON h.h_deal = d.deal_id
  WHERE ${days(q, day)} AND ${at} < ${instantParam(q.asOf)}`;
};

/**
 * What converted. Of deals: opportunity at their creation, won, renewal and customer at their close. A person who entered
 * opportunity or won without a deal is one as well, without a value.
 */
function happenings(q: Question): Sql {
  switch (q.query.conversion) {
    case 'opportunity': return sql`
      ${fromDeals(q, 'created', sql`type = 'new' AND status != 'won_stage'`)}
      UNION ALL
      ${fromStage(q, 'opportunity', sql`person_id NOT IN (SELECT person_id FROM deal_facts WHERE ${mine(q)} AND status != 'won_stage')`)}`;
    case 'won': return fromDeals(q, 'closed', sql`status IN ('won', 'won_stage') AND type != 'renewal' AND closed_at IS NOT NULL`);
    case 'renewal': return fromDeals(q, 'closed', sql`status = 'won' AND type = 'renewal' AND closed_at IS NOT NULL`);
    case 'customer': return fromDeals(q, 'closed', sql`first_won AND closed_at IS NOT NULL`);
    default: return fromStage(q, q.query.conversion, sql`1`);
  }
}

/** Milestones of the subject (person, or account): all entries by stage. */
const milestones = (q: Question): Sql => sql`
  SELECT ${q.query.accountBased ? sql`account_id` : sql`person_id`} AS reached_by, minIf(ends, stage = 'lead') AS lead_ends,
    ${joinSql(MILESTONES.filter((m) => m !== 'lead').map((m) => sql`groupArrayIf(ends, stage = ${param('String', m)}) AS ${identifier(`${m}_ends`)}`))}
  FROM (${entries(q)}) GROUP BY reached_by`;

/** The order key after every touch of an instant. */
const keyAt = (moment: Sql): Sql => sql`(toUnixTimestamp64Milli(${moment}) * 1048576 + 1048575)`;

const conversionFilters = (q: Question): Sql[] => q.filters.flatMap((f) => (isTouchDimension(f.dimension) ? [] : [sql`has(${param('Array(String)', f.values.map((v) => (v === UNMATCHED ? '' : v)))}, ${identifier(f.dimension)})`]));

/** A key below every touch's: the milestone is not reached. */
export const UNREACHED = -9_000_000_000_000_000_000n;

/**
 * Columns: no (UInt64, in the order of time), id, person, holder, subject (whose touches count), happened, happened_day, minor (value in the
 * currency's smallest unit, Int64), unpriced, own_currency, closes and opens (order keys of the last and first touch that can
 * count), at_key (of the conversion itself, for ages), by milestone `<m>_key`, and the dimensions of who converted.
 */
export function conversionsStatement(q: Question): Sql {
  const { conversion, accountBased, lookbackDays } = q.query;
  const scale = sql`${param('Int64', 10 ** q.build.digits)}`;
  const wonKinds = ['won', 'renewal', 'customer'];
  const key = (milestone: (typeof MILESTONES)[number]): Sql => {
    if (milestone === conversion || (milestone === 'won' && wonKinds.includes(conversion))) return sql`closes`;
    const unreached = param('Int64', UNREACHED);
    const last = milestone === 'lead'
      ? sql`if(m.lead_ends != toDateTime64(0, 3, 'UTC') AND m.lead_ends <= ends, ${keyAt(sql`m.lead_ends`)}, ${unreached})`
      : sql`if(arrayExists(x -> x <= ends, m.${identifier(`${milestone}_ends`)}), ${keyAt(sql`arrayMax(arrayFilter(x -> x <= ends, m.${identifier(`${milestone}_ends`)}))`)}, ${unreached})`;
    if (milestone !== 'opportunity' || !wonKinds.includes(conversion)) return last;
    return sql`if(opened <= ends, ${keyAt(sql`opened`)}, ${last})`;
  };
  const conditions = [...conversionFilters(q), ...(q.only === undefined ? [] : [sql`id IN (${q.only})`])];
  return sql`
  SELECT row_number() OVER (ORDER BY c.happened, c.id) AS no, c.id AS id, c.person AS person, c.holder AS holder, c.subject AS subject, c.happened AS happened, c.happened_day AS happened_day,
    toInt64(ifNull(c.amount, 0) * ${scale}) AS minor, c.unpriced AS unpriced, c.own_currency AS own_currency,
    ${keyAt(sql`c.ends`)} AS closes, toUnixTimestamp64Milli(c.ends) AS at_ms,
    (toUnixTimestamp64Milli(c.happened) - ${param('Int64', Math.round(lookbackDays * 86_400_000))}) * 1048576 AS opens,
    ${joinSql(MILESTONES.map((m) => sql`ifNull(${key(m)}, ${param('Int64', UNREACHED)}) AS ${identifier(`${m}_key`)}`))},
    ${joinSql(CONVERSION_DIMENSIONS.map((d) => sql`c.${identifier(d)} AS ${identifier(d)}`))}
  FROM (SELECT *, ${accountBased ? sql`holder` : sql`person`} AS subject FROM (${happenings(q)})${conditions.length === 0 ? sql`` : sql` WHERE ${joinSql(conditions, sql` AND `)}`}) AS c
  LEFT JOIN (${milestones(q)}) AS m ON m.reached_by = c.subject`;
}
