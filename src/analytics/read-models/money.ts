// Exchange as METRICS.md rule 5 has it: the last rate published on or before the day, at most 7 days old,
// crosses through the euro unrounded, each fact rounded once, half up.
import { identifier, param, sql, type Sql } from '../../database/sql.js';
import { known, type BuildContext } from './build-context.js';

/** Days for which rates are looked up, the last included. */
export interface RateDays {
  readonly first: string;
  readonly last: string;
}

/** Units per euro by currency and day; the latest received version counts. */
const rates = (build: BuildContext, days: RateDays | undefined): Sql => sql`
  SELECT currency AS rate_currency, day AS rate_day, argMax(per_euro, received_at) AS rate FROM rates
  WHERE ${known(build)}${days === undefined ? sql`` : sql` AND day >= addDays(toDate32(${param('String', days.first)}), -7) AND day <= toDate32(${param('String', days.last)})`} GROUP BY currency, day`;

/**
 * Joins the two rates an amount needs on its day. Adds `<alias>_own`, `<alias>_own_day`, `<alias>_report`, `<alias>_report_day`;
 * the alias keeps two days of one row apart.
 * @param days that occur, where they are known: rates of others are not read
 */
export const withRates = (build: BuildContext, from: Sql, currency: Sql, day: Sql, alias: string, days?: RateDays): Sql => {
  const name = (part: string): Sql => sql`${identifier(`${alias}_${part}`)}`;
  return sql`
  SELECT x.*, o.rate AS ${name('own')}, o.rate_day AS ${name('own_day')}, r.rate AS ${name('report')}, r.rate_day AS ${name('report_day')}
  FROM (
    SELECT *, toString(${currency}) AS ${name('own_code')}, ${param('String', build.currency)} AS ${name('report_code')}, assumeNotNull(ifNull(${day}, toDate32('1970-01-01'))) AS ${name('rate_for')}
    FROM (${from})
  ) AS x
  ASOF LEFT JOIN (${rates(build, days)}) AS o ON o.rate_currency = x.${name('own_code')} AND o.rate_day <= x.${name('rate_for')}
  ASOF LEFT JOIN (${rates(build, days)}) AS r ON r.rate_currency = x.${name('report_code')} AND r.rate_day <= x.${name('rate_for')}`;
};

/** Whether there is a rate to use. A join that found none leaves zeros or nulls, as the query's settings have it: neither may pass. */
const usable = (code: Sql, rate: Sql, rateDay: Sql, day: Sql): Sql =>
  sql`(${code} = 'EUR' OR (ifNull(${rate}, 0) != 0 AND ifNull(dateDiff('day', ${rateDay}, ${day}) <= 7, false)))`;

/** Whether the amount can't be brought into the reporting currency. */
export const rateMissing = (build: BuildContext, currency: Sql, day: Sql, alias: string): Sql => {
  const column = (name: string): Sql => sql`${identifier(`${alias}_${name}`)}`;
  return sql`(${currency} != ${param('String', build.currency)} AND NOT (
    ${usable(currency, column('own'), column('own_day'), day)}
    AND ${usable(sql`${param('String', build.currency)}`, column('report'), column('report_day'), day)}))`;
};

/** The amount in the reporting currency, unrounded to 20 digits; only where the rate is not missing. */
const crossed = (build: BuildContext, amount: Sql, currency: Sql, alias: string): Sql => {
  // Both branches of an `if` are reckoned, also where there is no rate at all: 1 keeps them from dividing by nothing.
  const rate = (code: Sql, name: string): Sql => {
    const column = identifier(`${alias}_${name}`);
    return sql`if(${code} = 'EUR', toDecimal256(1, 8), toDecimal256(if(ifNull(${column}, 0) = 0, 1, assumeNotNull(${column})), 8))`;
  };
  // A quotient has the scale of what is divided. (divideDecimal and multiplyDecimal give the same, digit by digit, at 25 times the cost.)
  return sql`(toDecimal256(toDecimal256(${amount}, 8) * ${rate(sql`${param('String', build.currency)}`, 'report')}, 20) / ${rate(currency, 'own')})`;
};

/** Decimal(38, 4) in the reporting currency, rounded once to its smallest unit; Null where amount or rate is missing. */
export const inReportingCurrency = (build: BuildContext, amount: Sql, currency: Sql, day: Sql, alias: string): Sql => sql`
  multiIf(
    ${amount} IS NULL OR ${rateMissing(build, currency, day, alias)}, NULL,
    ${currency} = ${param('String', build.currency)}, toDecimal128(round(toDecimal256(ifNull(${amount}, 0), 8), ${param('UInt8', build.digits)}), 4),
    toDecimal128(round(${crossed(build, sql`ifNull(${amount}, 0)`, currency, alias)}, ${param('UInt8', build.digits)}), 4))`;

/** The same without rounding, Decimal(38, 8): for recurring amounts that are fractions of a year. */
export const inReportingCurrencyUnrounded = (build: BuildContext, amount: Sql, currency: Sql, day: Sql, alias: string): Sql => sql`
  multiIf(${rateMissing(build, currency, day, alias)}, NULL, ${currency} = ${param('String', build.currency)}, toDecimal128(${amount}, 8),
    toDecimal128(round(${crossed(build, amount, currency, alias)}, 8), 8))`;
