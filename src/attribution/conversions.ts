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
/** Dimensions that deals alone have. */
const OF_DEALS: readonly ConversionDimension[] = ['product', 'deal_source'];

/** What of conversions is asked for: working out the rest takes longer than the answer. */
export interface ConversionNeeds {
  /** When the milestones before them were reached. */
  readonly milestones: boolean;
  readonly dimensions: readonly ConversionDimension[];
}
const EVERYTHING: ConversionNeeds = { milestones: true, dimensions: CONVERSION_DIMENSIONS };

const listed = (columns: readonly Sql[]): Sql => joinSql(columns.map((c) => sql`, ${c}`), sql``);

/** Entries of people into stages, with the end of their moment. */
const entries = (q: Question): Sql => sql`
  SELECT f.*, ${cutoff(sql`f.at`, sql`ifNull(s.date_only, 0)`)} AS ends
  FROM (SELECT * FROM funnel WHERE ${mine(q)} AND type = 'entry') AS f
  ANY LEFT JOIN (SELECT person_id AS s_person, at AS s_at, stage AS s_stage, date_only FROM person_steps WHERE ${mine(q)} AND date_only) AS s ON s.s_person = f.person_id AND s.s_at = f.at AND s.s_stage = f.stage`;

/** Kinds that deals make; each names when it is one. An opportunity is dated at the deal's creation, the others at its close. */
const BY_DEALS = {
  opportunity: sql`type = 'new' AND status != 'won_stage'`,
  won: sql`status IN ('won', 'won_stage') AND type != 'renewal' AND closed_at IS NOT NULL`,
  renewal: sql`status = 'won' AND type = 'renewal' AND closed_at IS NOT NULL`,
  customer: sql`first_won AND closed_at IS NOT NULL`,
} as const;
type DealKind = keyof typeof BY_DEALS;
const isDealKind = (kind: string): kind is DealKind => Object.hasOwn(BY_DEALS, kind);

const texts = (list: readonly string[]): Sql => sql`${param('Array(String)', [...list])}`;

/** Who entered a stage. Who entered opportunity counts so without a deal only. */
const fromStages = (q: Question, stages: readonly string[], dimensions: readonly ConversionDimension[]): Sql => sql`
  SELECT toString(stage) AS kind, concat('P-', toString(person_id), '/', toString(stage), '/', toString(cycle)) AS id, person_id AS person, account_id AS holder, at AS happened, ends, day AS happened_day,
    ${NO_AMOUNT} AS amount, false AS unpriced, '' AS own_currency, at AS opened${listed(dimensions.map((d) => (OF_DEALS.includes(d) ? sql`'' AS ${identifier(d)}` : sql`toString(${identifier(d)}) AS ${identifier(d)}`)))}
  FROM (${entries(q)}) WHERE has(${texts(stages)}, toString(stage)) AND ${days(q, sql`day`)} AND at < ${instantParam(q.asOf)}
    ${stages.includes('opportunity') ? sql`AND (stage != 'opportunity' OR person_id NOT IN (SELECT person_id FROM deal_facts WHERE ${mine(q)} AND status != 'won_stage'))` : sql``}`;

function fromDeals(q: Question, kinds: readonly DealKind[], dimensions: readonly ConversionDimension[]): Sql {
  const dated = (created: Sql, closed: Sql): Sql => (kinds.every((k) => k === 'opportunity') ? created : kinds.includes('opportunity') ? sql`if(d.kind = 'opportunity', ${created}, ${closed})` : closed);
  const at = dated(sql`d.created_at`, sql`assumeNotNull(d.closed_at)`);
  const day = dated(sql`d.created_day`, sql`assumeNotNull(d.closed_day)`);
  return sql`
  SELECT d.kind AS kind, d.deal_id AS id, d.person_id AS person, d.account_id AS holder, ${at} AS happened, ${cutoff(at, sql`ifNull(${dated(sql`h.created_date_only`, sql`h.closed_date_only`)}, 0)`)} AS ends, ${day} AS happened_day,
    ${dated(sql`d.created_amount`, sql`d.closed_amount`)} AS amount, ${dated(sql`d.created_rate_missing`, sql`d.closed_rate_missing`)} AS unpriced, toString(d.currency) AS own_currency,
    ${cutoff(sql`d.created_at`, sql`ifNull(h.created_date_only, 0)`)} AS opened${listed(dimensions.map((c) => sql`toString(d.${identifier(c)}) AS ${identifier(c)}`))}
  FROM (
    SELECT *, kind FROM (SELECT * FROM deal_facts WHERE ${mine(q)})
    ARRAY JOIN arrayFilter(k -> k != '', [${joinSql(kinds.map((k) => sql`if(${BY_DEALS[k]}, ${param('String', k)}, '')`))}]) AS kind
  ) AS d
  ANY LEFT JOIN (SELECT deal_id AS h_deal, created_date_only, closed_date_only FROM deal_holders WHERE ${mine(q)}) AS h ON h.h_deal = d.deal_id
  WHERE ${days(q, day)} AND ${at} < ${instantParam(q.asOf)}`;
}

/**
 * What converted. Of deals: opportunity at their creation, won, renewal and customer at their close. A person who entered
 * opportunity or won without a deal is one as well, without a value. Deals and entries are each read once, whatever the kinds.
 */
function happenings(q: Question, dimensions: readonly ConversionDimension[]): Sql {
  const stages = q.kinds.filter((kind) => kind === 'opportunity' || !isDealKind(kind));
  const deals = q.kinds.filter(isDealKind);
  return joinSql([...(deals.length > 0 ? [fromDeals(q, deals, dimensions)] : []), ...(stages.length > 0 ? [fromStages(q, stages, dimensions)] : [])], sql` UNION ALL `);
}

/** People among whom all are that converted: whoever has a deal, or entered a stage. */
export const maybeConverted = (q: Question): Sql => joinSql([
  ...(q.kinds.some(isDealKind) ? [sql`SELECT person_id FROM deal_facts WHERE ${mine(q)}`] : []),
  ...(q.kinds.some((kind) => kind === 'opportunity' || !isDealKind(kind)) ? [sql`SELECT person_id FROM funnel WHERE ${mine(q)} AND type = 'entry'`] : []),
], sql` UNION ALL `);

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

const WON_KINDS = ['won', 'renewal', 'customer'];
const isOneOf = (kinds: readonly string[]): Sql => sql`has(${texts(kinds)}, kind)`;

/**
 * Columns: no (UInt64, in the order of time), kind, id (one a kind), person, holder, subject (whose touches count), happened, happened_day, minor (value in the
 * currency's smallest unit, Int64), unpriced, own_currency, closes and opens (order keys of the last and first touch that can
 * count), and as needed by milestone `<m>_key`, and the dimensions of who converted.
 */
export function conversionsStatement(q: Question, needs: ConversionNeeds = EVERYTHING): Sql {
  const dimensions = CONVERSION_DIMENSIONS.filter((d) => needs.dimensions.includes(d) || q.filters.some((f) => f.dimension === d));
  const { accountBased, lookbackDays } = q.query;
  const scale = sql`${param('Int64', 10 ** q.build.digits)}`;
  const wonKinds = q.kinds.filter((kind) => WON_KINDS.includes(kind));
  const before = (milestone: (typeof MILESTONES)[number]): Sql => {
    const unreached = param('Int64', UNREACHED);
    const last = milestone === 'lead'
      ? sql`if(m.lead_ends != toDateTime64(0, 3, 'UTC') AND m.lead_ends <= ends, ${keyAt(sql`m.lead_ends`)}, ${unreached})`
      : sql`if(arrayExists(x -> x <= ends, m.${identifier(`${milestone}_ends`)}), ${keyAt(sql`arrayMax(arrayFilter(x -> x <= ends, m.${identifier(`${milestone}_ends`)}))`)}, ${unreached})`;
    if (milestone !== 'opportunity' || wonKinds.length === 0) return last;
    return sql`if(${isOneOf(wonKinds)} AND opened <= ends, ${keyAt(sql`opened`)}, ${last})`;
  };
  /** A conversion is its own milestone. */
  const key = (milestone: (typeof MILESTONES)[number]): Sql => {
    const own = milestone === 'won' ? wonKinds : q.kinds.filter((kind) => kind === milestone);
    if (own.length === q.kinds.length) return sql`closes`;
    return own.length === 0 ? before(milestone) : sql`if(${isOneOf(own)}, closes, ${before(milestone)})`;
  };
  const conditions = [...conversionFilters(q), ...(q.only === undefined ? [] : [sql`id IN (${q.only})`])];
  return sql`
  SELECT row_number() OVER (ORDER BY c.happened, c.id, c.kind) AS no, c.kind AS kind, c.id AS id, c.person AS person, c.holder AS holder, c.subject AS subject, c.happened AS happened, c.happened_day AS happened_day,
    toInt64(ifNull(c.amount, 0) * ${scale}) AS minor, c.unpriced AS unpriced, c.own_currency AS own_currency,
    ${keyAt(sql`c.ends`)} AS closes, toUnixTimestamp64Milli(c.ends) AS at_ms,
    (toUnixTimestamp64Milli(c.happened) - ${param('Int64', Math.round(lookbackDays * 86_400_000))}) * 1048576 AS opens
    ${needs.milestones ? listed(MILESTONES.map((m) => sql`ifNull(${key(m)}, ${param('Int64', UNREACHED)}) AS ${identifier(`${m}_key`)}`)) : sql``}${listed(dimensions.map((d) => sql`c.${identifier(d)} AS ${identifier(d)}`))}
  FROM (SELECT *, ${accountBased ? sql`holder` : sql`person`} AS subject FROM (${happenings(q, dimensions)})${conditions.length === 0 ? sql`` : sql` WHERE ${joinSql(conditions, sql` AND `)}`}) AS c
  ${needs.milestones ? sql`LEFT JOIN (${milestones(q)}) AS m ON m.reached_by = c.subject` : sql``}`;
}
