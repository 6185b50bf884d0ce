// Touches on the website cut into visits: by the source's session id, else after 30 minutes without activity.
// A form sent later than that after the last activity is no part of the visit before it.
// Each with the day of the visit that its visitor had begun before. Human grade only. Engaged: over 10 s of attention, a submission, or two page views or more (METRICS.md, Measures).
import { param, sql } from '../../database/sql.js';
import { ORIGIN } from '../read-model.js';
import { dayOf, instant, known, target, WEB_TOUCHES, type ReadModelBuild } from './build-context.js';
import { touches } from './canonical-facts.js';
import { columns, inOrigin, NO_ORIGIN, originNames, originTuple } from './dimension-columns.js';

export const visits: ReadModelBuild = {
  table: 'visits',
  rowsFrom: ['touches'],
  statements: (build) => [
    sql`
  INSERT INTO visits_next (workspace_id, visit_id, visitor_id, person_id, account_id, at, day, received_at, pageviews, attention, form_views, submissions, engaged, ${originNames}, previous_day)
  SELECT ${target(build)}, visit_key, visitor, person, account, started, visit_day, last_received, pages, attended, shown_forms, sent, attended > 10 OR sent > 0 OR pages >= 2,
    ${columns(ORIGIN, (c) => inOrigin(sql`began`, c))},
    lagInFrame(visit_day, 1, toDate32('1900-01-01')) OVER (PARTITION BY visitor ORDER BY started, visit_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  FROM (
  SELECT visitor, visit_key, max(who_seen) AS person, max(account_seen) AS account, min(seen) AS started, ${dayOf(build, sql`started`)} AS visit_day, max(received) AS last_received,
    countIf(what = 'page_view') AS pages, sum(seconds) AS attended, countIf(what = 'form_view') AS shown_forms, countIf(what = '_submission') AS sent,
    argMinIf(o, (seen, ${inOrigin(sql`o`, 'channel')} IN ('', 'Direct'), id), what != '_submission') AS began
  FROM (
    SELECT *, if(session != '', session, concat(visitor, '#', toString(countIf(starts) OVER (PARTITION BY visitor ORDER BY seen, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)))) AS visit_key
    FROM (
      SELECT *, lagInFrame(toNullable(seen)) OVER (PARTITION BY visitor ORDER BY seen, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before,
        before IS NULL OR dateDiff('millisecond', before, seen) > 1800000 AS starts,
        if(what = '_submission' AND NOT starts, ifNull(anyLast(nullIf(given, '')) OVER (PARTITION BY visitor ORDER BY seen, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), ''), given) AS session
      FROM (
        SELECT event_id AS id, multiIf(visitor_id != '', visitor_id, who != 0, concat('person ', toString(who)), concat('touch ', event_id)) AS visitor,
          who AS who_seen, account_id AS account_seen, moment AS seen, received_at AS received, toString(kind) AS what, visit_id AS given, attention AS seconds, ${originTuple()} AS o
        FROM (${touches(build, sql`grade = 'human' AND has(${param('Array(String)', [...WEB_TOUCHES, 'event', 'chat'])}, toString(kind)) AND (kind NOT IN ('event', 'chat') OR visitor_id != '')`)})
        UNION ALL
        SELECT concat('~', event_id), visitor_id, person_id, account_id, ${instant(build, sql`at`, sql`date_only`)}, received_at, '_submission', '', toFloat32(0), ${NO_ORIGIN}
        FROM submissions WHERE ${known(build)} AND visitor_id != '' AND outcome = 'accepted'
      )
    )
  )
  GROUP BY visitor, visit_key
  HAVING countIf(what != '_submission') > 0)`,
  ],
};
