// The rows each read model gives to one question: what measures count and explain lists. One subquery per read model,
// with the columns that read-model.ts documents, cut to the asked range and to what had happened by `as of`.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { Settings } from '../shared/api/settings.js';
import { addDays, addMonths, dayOf, startOf, startOfDay, type DayRange } from '../shared/period.js';
import { allocatable, allocateCosts, unallocated } from './allocate-costs.js';
import { instantParam, type BuildContext } from './read-models/build-context.js';
import { inReportingCurrencyUnrounded, rateMissing, withRates } from './read-models/money.js';
import { READ_MODELS, type DimensionId, type ReadModelId, type StoredModelId } from './read-model.js';

export interface SourceContext {
  /** Whose facts, and which partition holds their read models. */
  readonly build: BuildContext;
  readonly range: DayRange;
  /** The ranges within it that are asked for, where that is not all of it. */
  readonly apart?: readonly DayRange[];
  /** The range cut into the steps asked for; one part when none was. */
  readonly buckets: readonly DayRange[];
  /** ISO instant; what happened at or after it is left out. */
  readonly asOf: string;
  /** The calendar day of `asOf` in the workspace's zone. */
  readonly asOfDay: string;
  /** Dimensions that are asked for; all where left out. Working out the others costs more than the answer. */
  readonly dimensions?: readonly DimensionId[];
  /** Dimensions that the question splits or filters by: what costs are allocated among. None where left out. */
  readonly asked?: readonly DimensionId[];
  /** What cost without a value of an asked-for dimension is divided by; not at all where left out. */
  readonly costAllocation?: Settings['costAllocation'];
  /** Rows that have an origin's columns, with channels as other rules have them: applied before costs are allocated. As they arrived where left out. */
  readonly reclassified?: (rows: Sql) => Sql;
  /** Whether another product's counts of visits lie in the range; left out where nobody has looked. */
  readonly hasCounts?: boolean | undefined;
  /** Rows of credit for kinds of conversion, as attribution gives them; left out where nothing does. */
  readonly credits?: (conversions: readonly string[]) => Sql;
  /** Whether what is open at the end of each part is asked for; it is where left out. */
  readonly standing?: boolean;
  /** The kinds that are asked for. */
  readonly conversions?: readonly string[];
}

const daysOf = ({ from, to }: DayRange): Sql => sql`day >= ${param('Date', from)} AND day < ${param('Date', to)}`;
const days = (c: SourceContext): Sql => (c.apart === undefined ? daysOf(c.range) : sql`(${joinSql(c.apart.map(daysOf), sql` OR `)})`);
const mine = (c: SourceContext): Sql => sql`workspace_id = ${param('UInt32', c.build.target)}`;
const happened = (c: SourceContext): Sql => sql`at < ${instantParam(c.asOf)}`;

/** The parts of the range that have begun by `as of`: first day, and the instants at which each begins and ends (at `as of` at the latest). */
function openings(c: SourceContext): { day: string; begins: string; ends: string }[] {
  return c.buckets
    .map(({ from, to }) => ({ day: from, begins: startOfDay(from, c.build.timeZone), ends: startOfDay(to, c.build.timeZone) }))
    .filter(({ begins }) => begins < c.asOf)
    .map((p) => ({ ...p, ends: p.ends < c.asOf ? p.ends : c.asOf }));
}
const instants = (list: readonly string[]): Sql => sql`${param("Array(DateTime64(3, 'UTC'))", list.map((i) => i.replace('T', ' ').replace('Z', '')))}`;
const dayList = (list: readonly string[]): Sql => sql`arrayMap(x -> toDate32(x), ${param('Array(String)', [...list])})`;

/** Rows as they are stored. */
const plain = (model: 'engagements' | 'submissions' | 'funnel') => (c: SourceContext): Sql => sql`
  SELECT * FROM ${identifier(READ_MODELS[model].table)} WHERE ${mine(c)} AND ${days(c)} AND ${happened(c)}`;

/** When whoever entered had left by `as of` and not come back, else NULL. */
const leftAt = (asOf: Sql): Sql =>
  sql`if(empty(away), if(exit_at < ${asOf}, exit_at, NULL), ifNull(arrayFirstOrNull(x -> x.1 < ${asOf} AND x.2 >= ${asOf}, away).1, if(exit_at < ${asOf}, exit_at, NULL)))`;

/** Entries, exits and returns, each entry with which stages it had led to by `as of`, and when whoever entered was gone. */
const funnel = (c: SourceContext): Sql => sql`
  SELECT *, arrayMap(reached_at -> ifNull(reached_at < ${instantParam(c.asOf)}, 0), reached) AS has_reached, ${leftAt(instantParam(c.asOf))} AS left_at FROM (${plain('funnel')(c)})`;

/** The last day that has begun by `as of`; at midnight that is the day before. */
const lastBegunDay = (c: SourceContext): string => dayOf(new Date(Date.parse(c.asOf) - 1).toISOString(), c.build.timeZone);

/** The calendar months that a range reaches into, whole. */
const monthsOf = ({ from, to }: DayRange): DayRange => ({ from: startOf('month', from), to: addMonths(startOf('month', addDays(to, -1)), 1) });

/** Whether costs of the question may be divided among values that their lines don't name. */
export const allocates = ({ asked = [], costAllocation = 'none' }: Pick<SourceContext, 'asked' | 'costAllocation'>): boolean => costAllocation !== 'none' && allocatable(asked).length > 0;

const costs = (c: SourceContext): Sql => {
  const { asked = [], costAllocation: by = 'none', reclassified = (rows: Sql) => rows } = c;
  const lines = reclassified(sql`SELECT * FROM cost_days WHERE ${mine(c)} AND ${days(c)} AND day <= ${param('Date', lastBegunDay(c))}`);
  if (by === 'none' || !allocates(c)) return unallocated(lines);
  const months: SourceContext = { ...c, range: monthsOf(c.range) };
  const weights = by === 'leads'
    ? sql`SELECT *, 1 AS n FROM (${plain('funnel')(months)}) WHERE type = 'entry' AND stage = 'lead'`
    : sql`SELECT *, ifNull(visits, 0) AS n FROM (${visits({ ...months, hasCounts: undefined })})`;
  return allocateCosts(lines, { by, asked, weights: reclassified(weights), digits: c.build.digits });
};

/** Each deal as the moments that count: created, won, lost, its account's first win, and open at the end of each part where that is asked for. */
const deals = (c: SourceContext): Sql => {
  const parts = openings(c);
  const open = c.standing === false ? sql`` : sql`,
    if(status = 'won_stage', [], arrayMap((d, e) -> ('open', addMilliseconds(e, -1), d, created_amount, CAST(NULL, 'Nullable(Decimal(38, 4))'), created_rate_missing),
      arrayFilter((d, e) -> created_at < e AND (status = 'open' OR closed_at >= e), ${dayList(parts.map((p) => p.day))}, ${instants(parts.map((p) => p.ends))}),
      arrayFilter((e) -> created_at < e AND (status = 'open' OR closed_at >= e), ${instants(parts.map((p) => p.ends))})))`;
  return sql`
  SELECT * EXCEPT (type, deal_type_), deal_type_ AS deal_type, lost_reason AS reason, moment.1 AS type, moment.2 AS at, moment.3 AS day, moment.4 AS amount, moment.5 AS margin, moment.6 AS rate_missing
  FROM (
    SELECT *, type AS deal_type_ FROM deal_facts WHERE ${mine(c)}
  )
  ARRAY JOIN arrayConcat(
    if(status = 'won_stage', [], [('created', created_at, created_day, created_amount, CAST(NULL, 'Nullable(Decimal(38, 4))'), created_rate_missing)]),
    if(status = 'won' AND closed_at IS NOT NULL, [('won', assumeNotNull(closed_at), assumeNotNull(closed_day), closed_amount, closed_margin, closed_rate_missing)], []),
    if(status = 'lost' AND closed_at IS NOT NULL, [('lost', assumeNotNull(closed_at), assumeNotNull(closed_day), closed_amount, closed_margin, closed_rate_missing)], []),
    if(first_won AND closed_at IS NOT NULL, [('customer', assumeNotNull(closed_at), assumeNotNull(closed_day), closed_amount, closed_margin, false)], [])${open}
  ) AS moment
  WHERE ${days(c)} AND ${happened(c)}`;
};

/**
 * One row per account and part of the range: recurring revenue at its first and last instant (a subscription counts when
 * start < instant and it has not ended before it), each at that day's rate (who pays at both is compared at the first one's); and how long the account has paid or did pay
 * by the part's last instant, in calendar days from its first to its last day, gaps included.
 */
const recurring = (c: SourceContext): Sql => {
  const parts = openings(c);
  const zone = param('String', c.build.timeZone);
  const mySpans = sql`SELECT * FROM subscription_spans WHERE ${mine(c)} AND starts_at < ${instantParam(parts.at(-1)?.ends ?? c.asOf)}`;
  const eachPart = sql`
    SELECT part.1 AS day, part.2 AS begins, part.3 AS ends, toDate32(addMilliseconds(begins, -1), ${zone}) AS first_day, toDate32(addMilliseconds(ends, -1), ${zone}) AS last_day
    FROM (SELECT arrayJoin(arrayZip(${dayList(parts.map((p) => p.day))}, ${instants(parts.map((p) => p.begins))}, ${instants(parts.map((p) => p.ends))})) AS part)`;
  const dayBefore = (instant: string | undefined): string => dayOf(new Date(Date.parse(instant ?? c.asOf) - 1).toISOString(), c.build.timeZone);
  const rateDays = { first: dayBefore(parts[0]?.begins), last: dayBefore(parts.at(-1)?.ends) };
  // Rates belong to a currency and a part: a few rows, looked up once and not for each subscription.
  const paid = sql`SELECT paid_in, parts.* FROM (SELECT DISTINCT currency AS paid_in FROM (${mySpans})) AS currencies CROSS JOIN (${eachPart}) AS parts`;
  const rated = withRates(c.build, withRates(c.build, paid, sql`paid_in`, sql`first_day`, 's', rateDays), sql`paid_in`, sql`last_day`, 'e', rateDays);
  const priced = sql`
    SELECT spans.*, rated.*, starts_at < begins AND (ends_at IS NULL OR ends_at >= begins) AS at_start, starts_at < ends AND (ends_at IS NULL OR ends_at >= ends) AS at_end, starts_at < ends AND monthly > 0 AS pays,
      ${rateMissing(c.build, sql`currency`, sql`first_day`, 's')} AS start_missing, ${rateMissing(c.build, sql`currency`, sql`last_day`, 'e')} AS end_missing,
      at_start AND start_missing AS lacks_at_start, at_end AND end_missing AS lacks_at_end, at_end AND start_missing AS lacks_to_compare,
      if(at_start OR at_end, ${inReportingCurrencyUnrounded(c.build, sql`monthly`, sql`currency`, sql`first_day`, 's')}, NULL) AS worth_at_start, if(at_end, ${inReportingCurrencyUnrounded(c.build, sql`monthly`, sql`currency`, sql`last_day`, 'e')}, NULL) AS worth_at_end
    FROM (${mySpans}) AS spans INNER JOIN (${rated}) AS rated ON rated.paid_in = spans.currency`;
  const dimensions: readonly DimensionId[] = READ_MODELS.recurring.dimensions.filter((d) => c.dimensions?.includes(d) !== false);
  return sql`
  SELECT account_id, day, addMilliseconds(part_end, -1) AS at, had_before, begun, gone, life_days, pays_at_start, pays_at_end, start_mrr, end_mrr, end_mrr_at_start_rate, rate_missing, rate_missing_on, currency_ AS currency
    ${joinSql(dimensions.map((d) => sql`, ${identifier(`${d}_`)} AS ${identifier(d)}`), sql``)}
  FROM (
    SELECT account_id, day, max(ends) AS part_end, countIf(monthly > 0 AND starts_at < begins) > 0 AS had_before,
      countIf(pays) > 0 AS begun, begun AND countIf(pays AND at_end) = 0 AS gone,
      if(begun, dateDiff('day', toDate32(minIf(starts_at, pays), ${zone}), toDate32(if(gone, assumeNotNull(maxIf(ends_at, pays)), part_end), ${zone})), 0) AS life_days,
      sumIf(worth_at_start, at_start) AS start_mrr_, sumIf(worth_at_end, at_end) AS end_mrr_, sumIf(ifNull(worth_at_start, 0), at_end) AS end_at_start_rate_,
      toDecimal128(ifNull(start_mrr_, 0), 8) AS start_mrr, toDecimal128(ifNull(end_mrr_, 0), 8) AS end_mrr, toDecimal128(ifNull(end_at_start_rate_, 0), 8) AS end_mrr_at_start_rate,
      countIf(monthly > 0 AND at_start) > 0 AS pays_at_start, countIf(monthly > 0 AND at_end) > 0 AS pays_at_end,
      countIf(lacks_at_start) > 0 OR (pays_at_start AND countIf(lacks_to_compare) > 0) AS start_rate_missing, start_rate_missing OR countIf(lacks_at_end) > 0 AS rate_missing,
      if(start_rate_missing, any(first_day), any(last_day)) AS rate_missing_on,
      if(start_rate_missing, argMax(currency, lacks_at_start OR lacks_to_compare), argMax(currency, 2 * lacks_at_end + at_end)) AS currency_${joinSql(dimensions.map((d) => sql`, argMin(priced_spans.${identifier(d)}, (starts_at, event_id)) AS ${identifier(`${d}_`)}`), sql``)}
    FROM (${priced}) AS priced_spans GROUP BY account_id, day
  ) WHERE ${days(c)}`;
};

const series = (c: SourceContext): Sql => sql`
  SELECT *, day = max(day) OVER (PARTITION BY series, arrayCount(x -> x <= day, ${dayList(c.buckets.map((b) => b.from))})) AS is_last
  FROM (SELECT * FROM series_days WHERE ${mine(c)} AND ${days(c)} AND day <= ${param('Date', lastBegunDay(c))})`;

const counted = (c: SourceContext): Sql => sql`SELECT * FROM traffic_days WHERE ${mine(c)} AND ${days(c)} AND ${happened(c)}`;

/** One row when another product's counts of visits lie in the range, none otherwise. */
export const findCounts = (c: SourceContext): Sql => sql`SELECT 1 AS found FROM (${counted(c)}) LIMIT 1`;

/**
 * Visits seen one by one, and on days of which only another product's count is known, that count: one row each day and
 * value of its split. What such a product doesn't say is Null.
 */
const visits = (c: SourceContext): Sql => {
  const dimensions = joinSql(READ_MODELS.visits.dimensions.map((d) => identifier(d)));
  // Among one's own visits nothing is unknown.
  const count = (of: Sql): Sql => (c.hasCounts === false ? sql`toUInt64(${of})` : sql`toNullable(toUInt64(${of}))`);
  const seen = sql`
  SELECT at, day, received_at, visit_id, visitor_id, person_id, ${count(sql`1`)} AS visits, CAST(NULL, 'Nullable(UInt64)') AS visitors, CAST(NULL, 'Nullable(UInt64)') AS day_visitors,
    ${count(sql`pageviews`)} AS pageviews, ${count(sql`NOT engaged`)} AS bounces, ${count(sql`engaged`)} AS engaged_visits, ${count(sql`form_views > 0`)} AS visits_with_form_view,
    attention, form_views, submissions, engaged, previous_day, '' AS traffic_source, '' AS covers, CAST([], 'Array(String)') AS known_dimensions, ${dimensions}
  FROM visits WHERE ${mine(c)} AND ${days(c)} AND ${happened(c)}`;
  if (c.hasCounts === false) return seen;
  return sql`${seen} AND day NOT IN (SELECT day FROM (${counted(c)}))
  UNION ALL
  SELECT at, day, received_at, event_id, '', toUInt64(0), toNullable(visits), visitors, day_visitors, pageviews, bounces, engaged_visits, CAST(NULL, 'Nullable(UInt64)'),
    toFloat32(0), toUInt32(0), toUInt32(0), false, day, toString(traffic_source), covers, CAST(known_dimensions, 'Array(String)'), ${dimensions}
  FROM (${counted(c)})`;
};

const credits = (c: SourceContext): Sql => {
  if (c.credits === undefined) throw new TypeError('nothing gives credit');
  return c.credits(c.conversions ?? []);
};

const SOURCES: Record<StoredModelId, (c: SourceContext) => Sql> = {
  engagements: plain('engagements'), submissions: plain('submissions'), funnel, visits, costs, deals, recurring, credits, series,
};

/** Read models whose money may lack an exchange rate, and the column of the day it is lacking on: they carry `rate_missing` and `currency`. */
export const PRICED: ReadonlyMap<ReadModelId, Sql> = new Map([['costs', sql`day`], ['deals', sql`day`], ['recurring', sql`rate_missing_on`], ['credits', sql`day`]]);

/** The rows of a read model for one question. */
export const sourceOf = (model: StoredModelId, context: SourceContext): Sql => SOURCES[model](context);

/** Days of the range that are over at `as of`. */
export const completeUntil = (c: SourceContext): string => (c.asOfDay < c.range.to ? c.asOfDay : c.range.to);
