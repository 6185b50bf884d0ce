// Cost lines spread over their days, both ends included, so that the days add up exactly (METRICS.md rule 5):
// day k = round(k·A/n) − round((k−1)·A/n), each day at its own rate.
import { param, sql, type Sql } from '../../database/sql.js';
import { withoutCoarserReports, withoutRestatedCampaigns } from './ad-reports.js';
import { target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { latestVersions } from './canonical-facts.js';
import { originNames } from './dimension-columns.js';
import { inReportingCurrency, rateMissing, withRates } from './money.js';

/**
 * Amount up to and including day k: in the reporting currency rounded to its smallest unit, so that nothing is left to round
 * day by day; in another to cents (to the amount's own digits where it has more), each day then exchanged at its own rate.
 */
const upTo = ({ currency, digits }: BuildContext, k: Sql): Sql => {
  const part = sql`toDecimal256(toDecimal256(amount, 8) * toDecimal256(${k}, 0), 20) / toDecimal256(days, 0)`;
  return sql`
  multiIf(days = 1, if(${k} = 0, toDecimal256(0, 8), toDecimal256(amount, 8)),
    toString(currency) = ${param('String', currency)}, toDecimal256(round(${part}, ${param('UInt8', digits)}), 8),
    amount = round(amount, 2), toDecimal256(round(${part}, 2), 8),
    toDecimal256(round(${part}, 8), 8))`;
};
const countUpTo = (column: Sql, k: Sql): Sql => sql`intDiv(2 * ${k} * toUInt64(ifNull(${column}, 0)) + days, 2 * days)`;

const spread = (build: BuildContext): Sql => sql`
  SELECT *, addDays(from_day, k - 1) AS day,
    toDecimal128(${upTo(build, sql`k`)} - ${upTo(build, sql`(k - 1)`)}, 8) AS day_amount,
    if(impressions IS NULL, NULL, ${countUpTo(sql`impressions`, sql`k`)} - ${countUpTo(sql`impressions`, sql`(k - 1)`)}) AS day_impressions,
    if(clicks IS NULL, NULL, ${countUpTo(sql`clicks`, sql`k`)} - ${countUpTo(sql`clicks`, sql`(k - 1)`)}) AS day_clicks
  FROM (SELECT *, toUInt64(dateDiff('day', from_day, until_day) + 1) AS days FROM (${withoutRestatedCampaigns(latestVersions(build, 'costs'))}))
  ARRAY JOIN range(1, days + 1) AS k`;

export const costDays: ReadModelBuild = {
  table: 'cost_days',
  rowsFrom: ['costs'],
  statements: (build) => [
    sql`
  INSERT INTO cost_days_next (workspace_id, event_id, day, received_at, kind, original_amount, currency, amount, rate_missing, impressions, clicks, covers, ${originNames}, product)
  SELECT ${target(build)}, event_id, day, received_at, kind, day_amount, currency,
    ${inReportingCurrency(build, sql`day_amount`, sql`toString(currency)`, sql`day`, 'd')}, ${rateMissing(build, sql`toString(currency)`, sql`day`, 'd')},
    day_impressions, day_clicks, if(days = 1, '', concat(toString(from_day), ' to ', toString(until_day))), ${originNames}, product
  FROM (${withRates(build, withoutCoarserReports(spread(build)), sql`currency`, sql`day`, 'd')})`,
  ],
};
