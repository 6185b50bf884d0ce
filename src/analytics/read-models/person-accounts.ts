// Which account a person belongs to, by the rule of identity/choose-account.ts: the one that a source names with the
// latest date; where no source names any, the first that a mail's domain led to. In which order files came in is no matter.
import { sql, type Sql } from '../../database/sql.js';
import { target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { events, latestOwned } from './canonical-facts.js';

const claims = (build: BuildContext): Sql => sql`
  SELECT who, company, account_named AS named, moment AS said_at FROM (${events(build, 'persons')})
  UNION ALL SELECT who, company, account_named, moment FROM (${events(build, 'submissions')})
  UNION ALL SELECT who, company, account_named, moment FROM (${events(build, 'stage_changes')})
  UNION ALL SELECT who, company, account_named, created_at FROM (${latestOwned(build, 'deals')})
  UNION ALL SELECT who, company, account_named, starts_at FROM (${latestOwned(build, 'subscriptions')})`;

export const personAccounts: ReadModelBuild = {
  table: 'person_accounts',
  rowsFrom: ['persons', 'submissions', 'stage_changes', 'deals', 'subscriptions'],
  statements: (build) => [
    sql`
  INSERT INTO person_accounts_next (workspace_id, person_id, account_id)
  SELECT ${target(build)}, who, argMax(company, (named, if(named, 1, -1) * toUnixTimestamp64Milli(said_at), -toInt64(company)))
  FROM (${claims(build)}) WHERE company != 0 AND who != 0 GROUP BY who`,
  ],
};
