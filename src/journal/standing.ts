// Where persons stand, as SQL over the read models: their stage now, their deals, and what was known of them when they
// became a lead. Each is a table to join by person.
import { identifier, param, sql, type Sql } from '../database/sql.js';
import { CONTACT } from '../shared/api/persons.js';
import type { Workspace } from '../shared/workspace.js';

/** Where a person or an account stands, as the facts say. Ids as text; instants as the store writes them; money in the reporting currency. */
export interface Standing {
  readonly id: string;
  readonly stage: string;
  readonly firstAt: string;
  readonly leadAt: string | null;
  readonly lastAt: string | null;
  readonly dimensions: Record<string, string>;
  readonly won: string | null;
  readonly open: string | null;
  readonly deals: number;
  readonly rateMissing: boolean;
}

export const ofWorkspace = (workspace: Workspace): Sql => sql`workspace_id = ${param('UInt32', workspace.id)}`;

/** Exits after which a cycle is over; `rejected` only sends back. */
const CLOSING = sql`('recycled', 'disqualified', 'lost')`;

/**
 * By person (`s_person`): `position`, the 1-based place of the stage they are at in their latest cycle, 0 when an exit
 * closed it or they have entered none; `exit`, the closing one or ''; `exit_at`. Who was sent back stands at the stage
 * before; who has returned and entered none yet is a lead again.
 */
export const standings = (workspace: Workspace): Sql => sql`
  SELECT s_person, if(empty(closing), multiIf(furthest = 0, 1, sent_back AND before > 0, before, furthest), 0) AS position,
    if(empty(closing), '', toString(closing[-1].3)) AS exit, if(empty(closing), NULL, closing[-1].2) AS exit_at
  FROM (
    SELECT s_person, arrayFilter(x -> x.3 IN ${CLOSING}, exits) AS closing,
      arrayLastIndex(t -> t IS NOT NULL, entered) AS furthest,
      arrayLastIndex(t -> t IS NOT NULL, arraySlice(entered, 1, greatest(furthest, 1) - 1)) AS before,
      furthest > 0 AND arrayExists(x -> x.3 = 'rejected' AND x.1 >= assumeNotNull(entered[furthest]), exits) AS sent_back
    FROM (SELECT person_id AS s_person, argMax(entered, cycle) AS entered, argMax(exits, cycle) AS exits FROM person_cycles WHERE ${ofWorkspace(workspace)} GROUP BY person_id)
  )`;

/** The name of a standing: the stage, the exit, or that they are a contact. */
export const stageName = (workspace: Workspace, position: Sql, exit: Sql): Sql =>
  sql`multiIf(ifNull(${exit}, '') != '', assumeNotNull(${exit}), ifNull(${position}, 0) > 0, ${param('Array(String)', [...workspace.settings.stages])}[assumeNotNull(${position})], ${param('String', CONTACT)})`;

/** By `holder` (person_id or account_id): `won` and `open` in the reporting currency, `deals`, `rate_missing`. */
export const dealSums = (workspace: Workspace, holder: 'person_id' | 'account_id'): Sql => sql`
  SELECT ${identifier(holder)} AS d_holder, sumOrNullIf(closed_amount, status = 'won') AS won, sumOrNullIf(created_amount, status = 'open') AS open, countIf(status != 'won_stage') AS deals,
    countIf((status = 'won' AND closed_rate_missing) OR (status = 'open' AND created_rate_missing)) > 0 AS rate_missing
  FROM deal_facts WHERE ${ofWorkspace(workspace)} AND ${identifier(holder)} != 0 GROUP BY ${identifier(holder)}`;

/** Won and open together in ten-thousandths, as a number to sort by. */
export const DEAL_VALUE = sql`toInt64((ifNull(d.won, 0) + ifNull(d.open, 0)) * 10000)`;

/** What is known of a lead as of becoming one, by person (`f_person`). */
export const leadRows = (workspace: Workspace): Sql => sql`SELECT *, person_id AS f_person FROM funnel WHERE ${ofWorkspace(workspace)} AND type = 'entry' AND stage = 'lead'`;
