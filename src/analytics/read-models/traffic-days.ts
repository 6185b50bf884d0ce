// Other products' counts of visits, reduced to what figures may use: one product's, on days on which no browser was
// seen here, each day as its latest report has it and in one split. The rule is docs/decisions/0004-traffic.md.
import { joinSql, param, sql, type Sql } from '../../database/sql.js';
import { built, instant, known, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { originNames } from './dimension-columns.js';

/** Dimensions that each column of a split makes known. */
const MAKES_KNOWN: readonly (readonly [split: string, dimensions: readonly string[]])[] = [
  ['channel', ['channel', 'channel_group', 'direction']], ['source', ['source', 'channel', 'channel_group', 'direction']], ['medium', ['medium', 'channel', 'channel_group', 'direction']],
  ['campaign', ['campaign']], ['content', ['content']], ['landing_page', ['landing_page']], ['country', ['country']], ['device', ['device']],
];

/** The latest version of each row, of the product that was chosen. */
const chosen = (build: BuildContext): Sql => sql`
  SELECT * FROM (SELECT * FROM traffic WHERE ${known(build)} ORDER BY received_at DESC, import_id DESC LIMIT 1 BY event_id)
  WHERE source_id = ${build.trafficSource === '' ? sql`(SELECT argMin(toString(source_id), received_at) FROM traffic WHERE ${known(build)})` : param('String', build.trafficSource)}`;

/** Days on which a browser was seen; visits that a CRM tells of name none. */
const ownDays = (build: BuildContext): Sql => sql`
  SELECT DISTINCT day FROM visits_next WHERE ${built(build)} AND NOT startsWith(visitor_id, 'person ') AND NOT startsWith(visitor_id, 'touch ')`;

/**
 * Of a day's reports: rows of the latest statement of each split; of a day with named sites the rows that name one;
 * and of each site's splits the one with the most columns, days before spread totals. `day_visitors` is what a
 * report without split says of all sites together, if there is one site only.
 */
const current = (build: BuildContext): Sql => sql`
  SELECT *, max(site != '') OVER (PARTITION BY day) AS named,
    if(uniqExact(site) OVER (PARTITION BY day) = 1, maxIf(visitors, split = '' AND covers = '') OVER (PARTITION BY day), NULL) AS whole_visitors,
    (covers = '', length(splitByChar(',', toString(split))) * (split != ''), split) AS rank,
    max(rank) OVER (PARTITION BY day, site) AS best
  FROM (
    SELECT *, argMax(statement, (received_at, import_id)) OVER (PARTITION BY day, site, split, covers != '' ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS latest
    FROM (${chosen(build)})
  )
  WHERE statement = latest AND day NOT IN (${ownDays(build)})`;

export const trafficDays: ReadModelBuild = {
  table: 'traffic_days',
  rowsFrom: ['traffic'],
  statements: (build) => [
    sql`
  INSERT INTO traffic_days_next (workspace_id, event_id, day, at, received_at, traffic_source, known_dimensions, visits, visitors, day_visitors, pageviews, bounces, engaged_visits, covers, ${originNames})
  SELECT ${target(build)}, event_id, day, ${instant(build, sql`day`, sql`1`)}, received_at, source_id,
    arrayDistinct(arrayConcat(${joinSql(MAKES_KNOWN.map(([column, known]) => sql`if(has(splitByChar(',', toString(split)), ${param('String', column)}), ${param('Array(String)', [...known])}, [])`))})),
    visits, visitors, whole_visitors, pageviews, bounces, engaged_visits, covers, ${originNames}
  FROM (${current(build)})
  WHERE rank = best AND (site != '' OR NOT named)`,
  ],
};
