// The latest version of each deal with its primary person, and who holds it. A deal that names only its account, or besides
// it somebody of whom nothing else is known, takes the account's earliest lead as primary person. The account is the one named last for that person: what a deal was stored
// with is what was known then. An open deal's closing date is a plan, not a fact: `closed` is Null.
import { sql, type Sql } from '../../database/sql.js';
import { built, instant, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { latestOwned, ownAccount } from './canonical-facts.js';

/** Persons who are leads or have a record of their own; the others are known by deals alone. */
const knownPersons = (build: BuildContext): Sql => sql`
  SELECT person_id AS known_person FROM person_steps_next WHERE ${built(build)} AND position = 1
  UNION DISTINCT
  SELECT person_id FROM person_attributes_next WHERE ${built(build)}`;

export const dealHolders: ReadModelBuild = {
  table: 'deal_holders',
  rowsFrom: ['deals'],
  statements: (build) => [
    sql`
  INSERT INTO deal_holders_next (workspace_id, deal_id, primary_person, held_by, created, created_date_only, closed, closed_date_only, received_at,
    name, status, stage, type, amount, currency, margin, owner, product, lost_reason, deal_source)
  SELECT ${target(build)}, d.event_id, if(d.who != 0 AND (k.known_person != 0 OR l.lead_person = 0), d.who, l.lead_person),
    multiIf(a.account_id != 0, a.account_id, d.company != 0, d.company, d.who != 0, ${ownAccount(sql`d.who`)}, ${ownAccount(sql`sipHash64(d.event_id)`)}),
    ${instant(build, sql`d.created_at`, sql`d.created_date_only`)}, d.created_date_only,
    if(d.closed_at IS NULL OR d.status = 'open', NULL, ${instant(build, sql`ifNull(d.closed_at, d.created_at)`, sql`d.closed_date_only`)}), d.closed_date_only, d.received_at,
    d.name, d.status, d.stage, d.type, d.amount, d.currency, d.margin, d.owner, d.product, d.lost_reason, d.deal_source
  FROM (${latestOwned(build, 'deals')}) AS d
  LEFT JOIN (SELECT * FROM person_accounts_next WHERE ${built(build)}) AS a ON a.person_id = d.who
  LEFT JOIN (
    SELECT pa.account_id AS lead_account, argMin(s.person_id, (s.at, s.person_id)) AS lead_person
    FROM (SELECT person_id, at FROM person_steps_next WHERE ${built(build)} AND position = 1) AS s
    INNER JOIN (SELECT * FROM person_accounts_next WHERE ${built(build)}) AS pa ON pa.person_id = s.person_id
    GROUP BY pa.account_id
  ) AS l ON l.lead_account = d.company AND d.company != 0
  LEFT JOIN (${knownPersons(build)}) AS k ON k.known_person = d.who`,
  ],
};
