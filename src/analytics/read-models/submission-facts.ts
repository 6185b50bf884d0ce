// Every submission with its verdict, its person's origin and the first human answer to it.
import { identifier, sql, type Sql } from '../../database/sql.js';
import { ORIGIN } from '../read-model.js';
import { withAttributes } from './attributes.js';
import { built, dayOf, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { judgedSubmissions, ownAccount, touches } from './canonical-facts.js';
import { columns, holderNames, holderThen, originNames, originThen, RECORDED } from './dimension-columns.js';

/** Calls, mails, meetings and chats in which a member of staff took part. */
const answers = (build: BuildContext): Sql => sql`
  SELECT who AS a_person, arraySort(groupArray(moment)) AS answered_at
  FROM (${touches(build, sql`kind IN ('call', 'mail', 'meeting', 'chat') AND grade = 'human' AND (initiative = 'outbound' OR owner != '')`)})
  WHERE who != 0 GROUP BY who`;

export const submissionFacts: ReadModelBuild = {
  table: 'submission_facts',
  rowsFrom: ['submissions'],
  statements: (build) => [
    sql`
  INSERT INTO submission_facts_next (workspace_id, event_id, person_id, account_id, at, day, received_at, form, outcome, reason, vendor, responded_at,
    ${originNames}, ${holderNames})
  SELECT ${target(build)}, event_id, subject, held_by, as_of, ${dayOf(build, sql`as_of`)}, received_at, form, verdict, verdict_reason, vendor, answered,
    ${originThen((c) => sql`${identifier(`o_${c}`)}`)}, ${holderThen()}
  FROM (${withAttributes(
    build,
    sql`
    SELECT s.who AS subject, s.moment AS as_of, s.event_id AS event_id, s.received_at AS received_at, s.form AS form, s.verdict AS verdict, s.verdict_reason AS verdict_reason, s.vendor AS vendor,
      multiIf(o.account_id != 0, o.account_id, s.company != 0, s.company, s.who != 0, ${ownAccount(sql`s.who`)}, 0) AS held_by,
      if(s.verdict = 'accepted', arrayFirstOrNull(x -> x >= s.moment, a.answered_at), NULL) AS answered,
      ${columns(ORIGIN, (c) => sql`${RECORDED.includes(c) ? sql`if(o.person_id != 0, toString(o.${identifier(c)}), toString(s.${identifier(c)}))` : sql`o.${identifier(c)}`} AS ${identifier(`o_${c}`)}`)}
    FROM (${judgedSubmissions(build)}) AS s
    LEFT JOIN (SELECT * FROM person_origins_next WHERE ${built(build)}) AS o ON o.person_id = s.who
    LEFT JOIN (${answers(build)}) AS a ON a.a_person = s.who AND s.who != 0`,
  )})`,
  ],
};
