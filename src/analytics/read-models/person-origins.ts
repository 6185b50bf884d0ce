// What brought each person: the last non-direct touch at or before they became a lead, else the source their record names
// (METRICS.md rule 9). Also whether marketing and the website had a part in it.
import { param, sql, type Sql } from '../../database/sql.js';
import { built, instantParam, isMarketing, ORIGIN_TOUCHES, target, WEB_TOUCHES, type BuildContext, type ReadModelBuild } from './build-context.js';
import { ORIGIN } from '../read-model.js';
import { events, judgedSubmissions, ownAccount, touches } from './canonical-facts.js';
import { columns, inOrigin, NO_ORIGIN, originNames, originTuple, RECORDED, recordTuple } from './dimension-columns.js';

const list = (values: readonly string[]): Sql => sql`${param('Array(String)', [...values])}`;
const FROM_TOUCH = originTuple();
const NAMED = sql`(channel != '' OR source != '' OR medium != '' OR campaign != '')`;
/** An enquiry before a record, the earliest of each; of a record's versions the one received last: a source that was corrected is what it names. */
const FIRST_SAID = sql`(preference, moment, if(preference = 1, -1, 1) * toUnixTimestamp64Milli(received_at))`;
const END_OF_TIME = '2299-01-01T00:00:00.000Z';

/** Everyone with a step or a record (`p_person`, `lead`, `first`), and `cutoff`, the instant up to which a touch can have brought them: becoming a lead. */
export const people = (build: BuildContext): Sql => sql`
  SELECT p_person, minOrNull(p_lead) AS lead, min(p_first) AS first, min(p_cutoff) AS cutoff FROM (
    SELECT person_id AS p_person, minOrNullIf(at, position = 1) AS p_lead, min(at) AS p_first,
      ifNull(minOrNullIf(if(date_only, addMilliseconds(addDays(at, 1), -1), at), position = 1), min(if(date_only, addMilliseconds(addDays(at, 1), -1), at))) AS p_cutoff
    FROM person_steps_next WHERE ${built(build)} GROUP BY person_id
    UNION ALL
    SELECT who, NULL, min(moment), ${instantParam(END_OF_TIME)} FROM (${events(build, 'persons')}) WHERE who != 0 GROUP BY who
  ) GROUP BY p_person`;

const touchOrigins = (build: BuildContext): Sql => sql`
  SELECT t.who AS t_person,
    countIf(t.moment <= c.cutoff AND t.channel NOT IN ('', 'Direct')) > 0 AS t_has,
    argMaxIf(${FROM_TOUCH}, (t.moment, t.event_id), t.moment <= c.cutoff AND t.channel NOT IN ('', 'Direct')) AS t_origin,
    countIf(t.moment <= c.cutoff AND t.channel = 'Direct') > 0 AS t_has_direct,
    argMaxIf(${FROM_TOUCH}, (t.moment, t.event_id), t.moment <= c.cutoff AND t.channel = 'Direct') AS t_direct,
    countIf(t.moment <= c.cutoff AND has(${list(WEB_TOUCHES)}, toString(t.kind))) > 0 AS t_website,
    minOrNullIf(t.moment, ${isMarketing(build, sql`t.channel_group`, sql`t.direction`)}) AS t_marketing
  FROM (${touches(build, sql`grade = 'human' AND has(${list(ORIGIN_TOUCHES)}, toString(kind)) AND (person_id != 0 OR visitor_id != '')`)}) AS t
  INNER JOIN (${people(build)}) AS c ON c.p_person = t.who
  WHERE t.who != 0 GROUP BY t.who`;

const recordOrigins = (build: BuildContext): Sql => sql`
  SELECT r_person,
    countIf(channel NOT IN ('', 'Direct') OR (channel = '' AND ${NAMED})) > 0 AS r_has,
    argMinIf(${recordTuple}, ${FIRST_SAID}, channel != 'Direct' AND ${NAMED}) AS r_origin,
    countIf(channel = 'Direct') > 0 AS r_has_direct,
    argMinIf(${recordTuple}, ${FIRST_SAID}, channel = 'Direct') AS r_direct,
    argMinIf(visitor, (moment, received_at), preference = 0) != '' AS r_website
  FROM (
    SELECT who AS r_person, 0 AS preference, moment, received_at, ${columns(RECORDED)}, visitor_id AS visitor
    FROM (${judgedSubmissions(build)}) WHERE who != 0 AND verdict = 'accepted'
    UNION ALL
    SELECT who, 1, moment, received_at, ${columns(RECORDED)}, ''
    FROM (${events(build, 'persons')}) WHERE who != 0
  ) GROUP BY r_person`;

export const personOrigins: ReadModelBuild = {
  table: 'person_origins',
  rowsFrom: ['person_steps_next', 'persons'],
  statements: (build) => [
    sql`
  INSERT INTO person_origins_next (workspace_id, person_id, account_id, lead_at, first_at, website, marketing_sourced, first_marketing_touch, ${originNames})
  SELECT ${target(build)}, p_person, held_by, lead, first, on_website, is_marketing, marketing_at, ${columns(ORIGIN, (c) => inOrigin(sql`o`, c))}
  FROM (
    SELECT p.p_person, if(pa.account_id != 0, pa.account_id, ${ownAccount(sql`p.p_person`)}) AS held_by, p.lead, p.first,
      t.t_website OR r.r_website AS on_website,
      multiIf(t.t_has, t.t_origin, r.r_has, r.r_origin, t.t_has_direct, t.t_direct, r.r_has_direct, r.r_direct, ${NO_ORIGIN}) AS o,
      ${isMarketing(build, inOrigin(sql`o`, 'channel_group'), inOrigin(sql`o`, 'direction'))} AS is_marketing,
      t.t_marketing AS marketing_at
    FROM (${people(build)}) AS p
    LEFT JOIN (SELECT * FROM person_accounts_next WHERE ${built(build)}) AS pa ON pa.person_id = p.p_person
    LEFT JOIN (${touchOrigins(build)}) AS t ON t.t_person = p.p_person
    LEFT JOIN (${recordOrigins(build)}) AS r ON r.r_person = p.p_person
  )`,
  ],
};
