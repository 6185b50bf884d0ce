// Which account a person belongs to: the one named last, whatever fact named it.
import { sql } from '../../database/sql.js';
import { target, type ReadModelBuild } from './build-context.js';
import { events, latestOwned } from './canonical-facts.js';

export const personAccounts: ReadModelBuild = {
  table: 'person_accounts',
  statements: (build) => [
    sql`
  INSERT INTO person_accounts_next (workspace_id, person_id, account_id)
  SELECT ${target(build)}, who, argMax(company, named_at)
  FROM (
    SELECT who, company, (received_at, moment) AS named_at FROM (${events(build, 'persons')})
    UNION ALL SELECT who, company, (received_at, moment) FROM (${events(build, 'submissions')})
    UNION ALL SELECT who, company, (received_at, moment) FROM (${events(build, 'stage_changes')})
    UNION ALL SELECT who, company, (received_at, changed_at) FROM (${latestOwned(build, 'deals')})
    UNION ALL SELECT who, company, (received_at, changed_at) FROM (${latestOwned(build, 'subscriptions')})
  )
  WHERE company != 0 AND who != 0 GROUP BY who`,
  ],
};
