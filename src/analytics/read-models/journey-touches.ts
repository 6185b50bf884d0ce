// Touches as journeys are made of: one a visit (its start), and what people did beyond the website. Human grade; mails
// opened or sent are none. A repeated touch (the same channel, source, medium and campaign as the person's touch before,
// within 30 minutes of it) is marked: an ad click and the visit that it leads to are one touch.
import { identifier, joinSql, param, sql, type Sql } from '../../database/sql.js';
import { ORIGIN } from '../read-model.js';
import { built, ORIGIN_TOUCHES, target, WEB_TOUCHES, type BuildContext, type ReadModelBuild } from './build-context.js';
import { accountLinks, ownAccount, touches } from './canonical-facts.js';

/** A touch of the same origin within this many milliseconds of the one before is a repetition. */
const REPEATED_WITHIN = 1_800_000;

const origin = joinSql(ORIGIN.map((c) => identifier(c)));
const ofVisits = ['event', 'chat'];
/** Kinds that no visit holds; of events and chats only those outside the website. */
const BESIDE_VISITS = ORIGIN_TOUCHES.filter((kind) => !WEB_TOUCHES.includes(kind) && !ofVisits.includes(kind));

const strings = (values: readonly string[]): Sql => sql`${param('Array(String)', [...values])}`;

const all = (build: BuildContext): Sql => sql`
  SELECT person_id AS who, account_id AS company, at AS moment, visit_id AS id, 'visit' AS what, received_at, ${origin}
  FROM visits_next WHERE ${built(build)} AND (person_id != 0 OR account_id != 0)
  UNION ALL
  SELECT who, account_id, moment, event_id, toString(kind), received_at, ${origin}
  FROM (${touches(build, sql`grade = 'human' AND (has(${strings(BESIDE_VISITS)}, toString(kind)) OR (has(${strings(ofVisits)}, toString(kind)) AND visitor_id = ''))`)})
  WHERE who != 0 OR account_id != 0`;

const keyed = (build: BuildContext): Sql => sql`
  SELECT t.*, toUnixTimestamp64Milli(t.moment) * 1048576 + toInt64(sipHash64(t.id) % 1048576) AS order_key,
    multiIf(t.who = 0 AND al.surviving_account != 0, al.surviving_account, t.who = 0, t.company, pa.account_id != 0, pa.account_id, ${ownAccount(sql`t.who`)}) AS holder,
    cityHash64(${joinSql(ORIGIN.map((c) => sql`toString(t.${identifier(c)})`))}) AS origin_id,
    cityHash64(toString(t.channel), toString(t.source), toString(t.medium), t.campaign) AS came_by
  FROM (${all(build)}) AS t
  LEFT JOIN (SELECT person_id AS pa_person, account_id FROM person_accounts_next WHERE ${built(build)}) AS pa ON pa.pa_person = t.who
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = t.company`;

export const journeyTouches: ReadModelBuild = {
  table: 'journey_touches',
  rowsFrom: ['touches'],
  statements: (build) => [
    sql`
  INSERT INTO journey_touches_next (workspace_id, person_id, holder, order_key, origin_id, direct, repeated, kind, touch_id, received_at)
  SELECT ${target(build)}, who, holder, order_key, origin_id, channel IN ('', 'Direct'),
    ifNull((lagInFrame(toNullable(came_by)) OVER w) = came_by AND moment_ms - (lagInFrame(toNullable(moment_ms)) OVER w) <= ${param('Int64', REPEATED_WITHIN)}, 0),
    what, id, received_at
  FROM (SELECT *, toUnixTimestamp64Milli(moment) AS moment_ms, if(who != 0, who, holder) AS whose FROM (${keyed(build)}))
  WINDOW w AS (PARTITION BY who = 0, whose ORDER BY order_key ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`,
  ],
};

/** Reads the same touches once more: their different origins. */
export const touchOrigins: ReadModelBuild = {
  table: 'touch_origins',
  rowsFrom: ['touches'],
  statements: (build) => [
    sql`
  INSERT INTO touch_origins_next (workspace_id, origin_id, ${origin})
  SELECT ${target(build)}, cityHash64(${joinSql(ORIGIN.map((c) => sql`toString(${identifier(c)})`))}), ${origin} FROM (${all(build)}) GROUP BY ${origin}`,
  ],
};
