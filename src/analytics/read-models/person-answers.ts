// What each person said brought them: their first answer up to becoming a lead, and the channel that the workspace's rules
// take it for. What a record holds, which says nothing of when it was asked, stands in where no form or touch has an answer.
import { joinSql, param, sql, type Sql } from '../../database/sql.js';
import { SAID_OTHER, type SelfReportedRule } from '../../shared/api/self-reported-rules.js';
import { FOLDED_LETTERS, foldAnswer } from '../../shared/fold-answer.js';
import { target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { events, touches } from './canonical-facts.js';
import { people } from './person-origins.js';

/** Without letter case, accents, signs and further spaces: shared/fold-answer.ts in SQL. */
export const folded = (text: Sql): Sql => {
  const unmarked = sql`replaceRegexpAll(lowerUTF8(normalizeUTF8NFKD(${text})), '\\\\p{M}+', '')`;
  const plain = FOLDED_LETTERS.reduce((inner, [letter, written]) => sql`replaceAll(${inner}, ${param('String', letter)}, ${param('String', written)})`, unmarked);
  return sql`trim(BOTH ' ' FROM replaceRegexpAll(${plain}, '[^\\\\p{L}\\\\p{N}]+', ' '))`;
};

/** What an answer is listed under: the channel of the first rule one of whose words it holds, whole; '' where there is no answer. */
export function saidChannel(rules: readonly SelfReportedRule[], answer: Sql): Sql {
  const cases = rules.map(({ channel, words }) => sql`multiSearchAny(held, ${param('Array(String)', words.map((word) => ` ${foldAnswer(word)} `))}), ${param('String', channel)}, `);
  return sql`arrayMap(held -> multiIf(held = '  ', '', ${joinSql(cases, sql``)}${param('String', SAID_OTHER)}), [concat(' ', ${folded(answer)}, ' ')])[1]`;
}

/** All answers: `said`, by whom and when; `preference` 0 for those that were given at a known moment, 1 for a record's, of whose versions the latest counts. */
const answers = (build: BuildContext): Sql => sql`
  SELECT who, moment, received_at, 0 AS preference, self_reported AS said FROM (${touches(build, sql`self_reported != '' AND grade = 'human'`)})
  UNION ALL
  SELECT who, moment, received_at, 0, self_reported FROM (${events(build, 'submissions')}) WHERE self_reported != '' AND outcome = 'accepted'
  UNION ALL
  SELECT who, moment, received_at, 1, self_reported FROM (${events(build, 'persons')}) WHERE self_reported != ''`;

export const personAnswers: ReadModelBuild = {
  table: 'person_answers',
  rowsFrom: ['touches', 'submissions', 'persons'],
  statements: (build) => [
    sql`
  INSERT INTO person_answers_next (workspace_id, person_id, at, self_reported_answer, self_reported)
  SELECT ${target(build)}, by_whom, first.2, first.1, ${saidChannel(build.selfReported, sql`first.1`)}
  FROM (
    SELECT a.who AS by_whom, argMin((a.said, a.moment), (a.preference, a.moment, if(a.preference = 1, -1, 1) * toUnixTimestamp64Milli(a.received_at), a.said)) AS first
    FROM (SELECT who, moment, received_at, preference, trim(BOTH ' ' FROM replaceRegexpAll(said, '\\\\s+', ' ')) AS said FROM (${answers(build)})) AS a
    INNER JOIN (SELECT p_person, cutoff FROM (${people(build)})) AS p ON p.p_person = a.who
    WHERE a.who != 0 AND match(a.said, '[\\\\p{L}\\\\p{N}]') AND (a.preference = 1 OR a.moment <= p.cutoff)
    GROUP BY a.who
  )`,
  ],
};
