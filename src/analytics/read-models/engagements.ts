// Touches other than page views: mails, calls, meetings, opt-ins, downloads. All grades, so that bots can be counted apart.
import { sql } from '../../database/sql.js';
import { dayOf, target, type ReadModelBuild } from './build-context.js';
import { touches } from './canonical-facts.js';
import { originNames } from './dimension-columns.js';

export const engagements: ReadModelBuild = {
  table: 'engagements',
  rowsFrom: ['touches'],
  statements: (build) => [
    sql`
  INSERT INTO engagements_next (workspace_id, event_id, kind, person_id, account_id, at, day, received_at, grade, ${originNames}, owner)
  SELECT ${target(build)}, event_id, kind, who, account_id, moment, ${dayOf(build, sql`moment`)}, received_at, grade, ${originNames}, owner
  FROM (${touches(build, sql`kind NOT IN ('page_view', 'form_view', 'ad_click')`)})`,
  ],
};
