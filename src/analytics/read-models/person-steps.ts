// Everything that moves a person along the stages: accepted enquiries, stage changes, deals.
import { param, sql, type Sql } from '../../database/sql.js';
import { EXITS, RE_ENTRY } from '../../shared/stages.js';
import { built, instant, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { events, judgedSubmissions, latestOwned, personAccounts } from './canonical-facts.js';

const strings = (values: readonly string[]): Sql => sql`${param('Array(String)', [...values])}`;
/** 1-based place of a stage in the workspace's order, 0 when it is none. */
const position = (build: BuildContext, stage: Sql): Sql => sql`indexOf(${strings(build.stages)}, ${stage})`;

const COLUMNS = sql`(workspace_id, person_id, at, order_at, date_only, rank, received_at, step, stage, position, reason)`;

const fromEnquiriesAndStages = (build: BuildContext): Sql => sql`
  INSERT INTO person_steps_next ${COLUMNS}
  SELECT ${target(build)}, who, moment, moment, date_only, 1, received_at, 'inquiry', 'lead', 1, ''
  FROM (${judgedSubmissions(build)}) WHERE verdict = 'accepted' AND who != 0
  UNION ALL
  SELECT ${target(build)}, who, moment,
    if(date_only AND is_exit, addMilliseconds(addDays(moment, 1), -1), moment),
    date_only, multiIf(is_exit, 100 + indexOf(${strings(EXITS)}, toString(stage)), stage = ${param('String', RE_ENTRY)}, 0, place), received_at,
    multiIf(is_exit, 'exit', stage = ${param('String', RE_ENTRY)}, 'return', 'stage'), toString(stage), place, reason
  FROM (
    SELECT *, has(${strings(EXITS)}, toString(stage)) AS is_exit, ${position(build, sql`toString(stage)`)} AS place FROM (${events(build, 'stage_changes')})
  )
  WHERE who != 0 AND (is_exit OR place > 0 OR stage = ${param('String', RE_ENTRY)})`;

/**
 * Latest deals with instants, account and primary person. A deal that names only its account takes the account's
 * earliest lead as primary person. An open deal's closing date is a plan, not a fact: `closed` is Null. `held_by`: account, else the person's own key, else a key of the deal's own.
 */
export const attributedDeals = (build: BuildContext): Sql => sql`
  SELECT *, if(who != 0, who, account_person) AS primary_person,
    multiIf(account_id != 0, account_id, person_account != 0, person_account, who != 0, bitOr(who, toUInt64(9223372036854775808)), bitOr(sipHash64(event_id), toUInt64(9223372036854775808))) AS held_by
  FROM (
    SELECT d.*, pa.account AS person_account, al.lead_person AS account_person,
      ${instant(build, sql`d.created_at`, sql`d.created_date_only`)} AS created,
      if(d.closed_at IS NULL OR d.status = 'open', NULL, ${instant(build, sql`ifNull(d.closed_at, d.created_at)`, sql`d.closed_date_only`)}) AS closed
    FROM (${latestOwned(build, 'deals')}) AS d
    LEFT JOIN (${personAccounts(build)}) AS pa ON pa.person = d.who
    LEFT JOIN (
      SELECT pa2.account AS lead_account, argMin(s.person_id, s.at) AS lead_person
      FROM (SELECT person_id, at FROM person_steps_next WHERE ${built(build)} AND position = 1) AS s
      INNER JOIN (${personAccounts(build)}) AS pa2 ON pa2.person = s.person_id GROUP BY pa2.account
    ) AS al ON al.lead_account = d.account_id AND d.account_id != 0
  )`;

/** A lost deal ends a person's way only when they have no other deal that was open then. */
const fromDeals = (build: BuildContext): Sql => sql`
  INSERT INTO person_steps_next ${COLUMNS}
  WITH owned AS (SELECT * FROM (${attributedDeals(build)}) WHERE primary_person != 0),
    spans AS (SELECT primary_person AS span_person, groupArray((event_id, created, closed)) AS deals_of FROM owned GROUP BY primary_person)
  SELECT ${target(build)}, primary_person, created, created, created_date_only, ${position(build, sql`'opportunity'`)}, received_at, 'deal', 'opportunity', ${position(build, sql`'opportunity'`)}, ''
  FROM owned WHERE ${position(build, sql`'opportunity'`)} > 0
  UNION ALL
  SELECT ${target(build)}, primary_person, assumeNotNull(closed), assumeNotNull(closed), closed_date_only, ${position(build, sql`'won'`)}, received_at, 'deal', 'won', ${position(build, sql`'won'`)}, ''
  FROM owned WHERE status = 'won' AND closed IS NOT NULL
  UNION ALL
  SELECT ${target(build)}, primary_person, assumeNotNull(closed), if(closed_date_only, addMilliseconds(addDays(assumeNotNull(closed), 1), -1), assumeNotNull(closed)), closed_date_only, 104, received_at, 'exit', 'lost', 0, lost_reason
  FROM owned INNER JOIN spans ON span_person = primary_person
  WHERE status = 'lost' AND closed IS NOT NULL
    AND NOT arrayExists(d -> d.1 != event_id AND d.2 <= assumeNotNull(closed) AND (d.3 IS NULL OR d.3 > closed), deals_of)`;

export const personSteps: ReadModelBuild = {
  table: 'person_steps',
  statements: (build) => [fromEnquiriesAndStages(build), fromDeals(build)],
};
