// The conversions that a question is about, one row each, out of the read model that has those of all kinds and times.
import { UNMATCHED } from '../analytics/read-model.js';
import { instantParam } from '../analytics/read-models/build-context.js';
import { keyAt } from '../analytics/read-models/conversions.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { MILESTONES } from '../shared/api/attribution.js';
import { CONVERSION_DIMENSIONS, isTouchDimension, mine, type ConversionDimension, type Question } from './question.js';

/** What of conversions is asked for: a statement that names less is understood sooner. */
export interface ConversionNeeds {
  /** When the milestones before them were reached. */
  readonly milestones: boolean;
  readonly dimensions: readonly ConversionDimension[];
}
const EVERYTHING: ConversionNeeds = { milestones: true, dimensions: CONVERSION_DIMENSIONS };

const listed = (columns: readonly Sql[]): Sql => joinSql(columns.map((c) => sql`, ${c}`), sql``);

const conversionFilters = (q: Question): Sql[] => q.filters.flatMap((f) => (isTouchDimension(f.dimension) ? [] : [sql`has(${param('Array(String)', f.values.map((v) => (v === UNMATCHED ? '' : v)))}, ${identifier(f.dimension)})`]));

const asked = (q: Question): Sql => sql`
  FROM conversions WHERE ${joinSql([
    mine(q), sql`kind IN (${param('Array(String)', [...q.kinds])})`, sql`happened_day >= ${param('Date', q.query.from)} AND happened_day < ${param('Date', q.query.to)}`, sql`happened < ${instantParam(q.asOf)}`,
    ...conversionFilters(q), ...(q.only === undefined ? [] : [sql`id IN (${q.only})`]),
  ], sql` AND `)}`;

/** Whose touches count: a conversion's person, or its account. */
const subject = (q: Question): Sql => (q.query.accountBased ? sql`holder` : sql`person`);

/** Who converted, as a SELECT of one column. */
export const converted = (q: Question): Sql => sql`SELECT ${subject(q)} ${asked(q)}`;

/**
 * Columns: no (UInt64, in the order of time), kind, id (one a kind), person, holder, subject (whose touches count), happened, happened_day, minor (value in the
 * currency's smallest unit, Int64), unpriced, own_currency, closes and opens (order keys of the last and first touch that can
 * count), and as needed by milestone `<m>_key`, and the dimensions of who converted.
 */
export function conversionsStatement(q: Question, needs: ConversionNeeds = EVERYTHING): Sql {
  const dimensions = CONVERSION_DIMENSIONS.filter((d) => needs.dimensions.includes(d));
  const key = (milestone: (typeof MILESTONES)[number]): Sql => sql`${identifier(`${q.query.accountBased ? 'account_' : ''}${milestone}_key`)}`;
  return sql`
  SELECT row_number() OVER (ORDER BY c.happened, c.id, c.kind) AS no, toString(c.kind) AS kind, c.id AS id, c.person AS person, c.holder AS holder, c.${subject(q)} AS subject, c.happened AS happened, c.happened_day AS happened_day,
    toInt64(ifNull(c.amount, 0) * ${param('Int64', 10 ** q.build.digits)}) AS minor, c.unpriced AS unpriced, toString(c.own_currency) AS own_currency, ${keyAt(sql`c.ends`)} AS closes, toUnixTimestamp64Milli(c.ends) AS at_ms,
    (toUnixTimestamp64Milli(c.happened) - ${param('Int64', Math.round(q.query.lookbackDays * 86_400_000))}) * 1048576 AS opens
    ${needs.milestones ? listed(MILESTONES.map((m) => sql`c.${key(m)} AS ${identifier(`${m}_key`)}`)) : sql``}${listed(dimensions.map((d) => sql`toString(c.${identifier(d)}) AS ${identifier(d)}`))}
  FROM (SELECT * ${asked(q)}) AS c`;
}
