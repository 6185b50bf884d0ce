// Facts with their people as they are known now: visitors linked, merged persons followed, versions reduced to the latest.
import { identifier, sql, type Sql } from '../../database/sql.js';
import { instant, known, type BuildContext } from './build-context.js';

/** Merged person -> survivor. */
export const personLinks = (build: BuildContext): Sql => sql`
  SELECT from_person, argMax(person_id, version) AS survivor FROM identities
  WHERE ${known(build)} AND kind = 'person' GROUP BY from_person HAVING NOT argMax(removed, version)`;

/** Visitor -> person. */
export const visitorLinks = (build: BuildContext): Sql => sql`
  SELECT visitor_id, argMax(person_id, version) AS linked FROM identities
  WHERE ${known(build)} AND kind = 'visitor' GROUP BY visitor_id HAVING NOT argMax(removed, version)`;

/** Merged account -> survivor. */
export const accountLinks = (build: BuildContext): Sql => sql`
  SELECT from_person AS from_account, argMax(account_id, version) AS surviving_account FROM identities
  WHERE ${known(build)} AND kind = 'account' GROUP BY from_person HAVING NOT argMax(removed, version)`;

/** All rows of an events table; `who` and `company` are the person and account now, `moment` the instant. */
export const events = (build: BuildContext, table: 'submissions' | 'stage_changes' | 'persons'): Sql => sql`
  SELECT f.*, if(l.survivor != 0, l.survivor, f.person_id) AS who, if(al.surviving_account != 0, al.surviving_account, f.account_id) AS company, ${instant(build, sql`f.at`, sql`f.date_only`)} AS moment
  FROM (SELECT * FROM ${identifier(table)} WHERE ${known(build)}) AS f
  LEFT JOIN (${personLinks(build)}) AS l ON l.from_person = f.person_id
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = f.account_id`;

/** Touches; a visitor's touches are their person's, also those from before they were known. */
export const touches = (build: BuildContext, where: Sql): Sql => sql`
  SELECT g.*, if(l.survivor != 0, l.survivor, g.direct_person) AS who, ${instant(build, sql`g.at`, sql`g.date_only`)} AS moment
  FROM (
    SELECT f.*, if(f.person_id != 0, f.person_id, v.linked) AS direct_person
    FROM (SELECT * FROM touches WHERE ${known(build)} AND ${where}) AS f
    LEFT JOIN (${visitorLinks(build)}) AS v ON v.visitor_id = f.visitor_id AND f.visitor_id != ''
  ) AS g
  LEFT JOIN (${personLinks(build)}) AS l ON l.from_person = g.direct_person`;

/** The latest version of each deal, subscription or cost. */
export const latestVersions = (build: BuildContext, table: 'deals' | 'subscriptions' | 'costs'): Sql => sql`
  SELECT * FROM ${identifier(table)} WHERE ${known(build)}
  ORDER BY changed_at DESC, received_at DESC, import_id DESC LIMIT 1 BY event_id`;

/** Latest versions of what a person holds, with `who` and `company`. */
export const latestOwned = (build: BuildContext, table: 'deals' | 'subscriptions'): Sql => sql`
  SELECT f.*, if(l.survivor != 0, l.survivor, f.person_id) AS who, if(al.surviving_account != 0, al.surviving_account, f.account_id) AS company
  FROM (${latestVersions(build, table)}) AS f
  LEFT JOIN (${personLinks(build)}) AS l ON l.from_person = f.person_id
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = f.account_id`;

/**
 * Submissions with their verdict: one by the same person to the same form within 24 hours of the one before is a
 * duplicate (METRICS.md, `scrubbed`), also where that one is a duplicate itself. Without a form's name nothing is called a duplicate.
 * Two bare days are within 24 hours of each other only when they are the same.
 */
export const judgedSubmissions = (build: BuildContext): Sql => sql`
  SELECT *, if(repeated, 'scrubbed', outcome) AS verdict, if(repeated, 'duplicate', reason) AS verdict_reason
  FROM (
    SELECT *,
      lagInFrame(toNullable(moment)) OVER same AS previous, lagInFrame(date_only) OVER same AS previous_date_only,
      outcome = 'accepted' AND who != 0 AND form != '' AND previous IS NOT NULL
        AND if(date_only AND previous_date_only, previous = moment, dateDiff('millisecond', previous, moment) <= 86400000) AS repeated
    FROM (${events(build, 'submissions')})
    WINDOW same AS (PARTITION BY who, form, outcome ORDER BY moment, event_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  )`;

/** The key of a person who has no account: their own, out of the range of account ids. */
export const ownAccount = (person: Sql): Sql => sql`bitOr(${person}, toUInt64(9223372036854775808))`;
