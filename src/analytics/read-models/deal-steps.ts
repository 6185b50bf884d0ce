// What deals add to a person's steps: opportunity when one is created, won, lost.
import { sql, type Sql } from '../../database/sql.js';
import { built, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { position, STEP_COLUMNS } from './person-steps.js';

const held = (build: BuildContext): Sql => sql`SELECT * FROM deal_holders_next WHERE ${built(build)} AND primary_person != 0`;

/** A lost deal ends a person's way only when they have no other deal that was open then. */
const fromDeals = (build: BuildContext): Sql => {
  const opportunity = position(build, sql`'opportunity'`);
  const won = position(build, sql`'won'`);
  return sql`
  INSERT INTO person_steps_next ${STEP_COLUMNS}
  SELECT ${target(build)}, primary_person, created, created, created_date_only, ${opportunity}, received_at, 'deal', 'opportunity', ${opportunity}, ''
  FROM (${held(build)}) WHERE ${opportunity} > 0
  UNION ALL
  SELECT ${target(build)}, primary_person, assumeNotNull(closed), assumeNotNull(closed), closed_date_only, ${won}, received_at, 'deal', 'won', ${won}, ''
  FROM (${held(build)}) WHERE status = 'won' AND closed IS NOT NULL
  UNION ALL
  SELECT ${target(build)}, primary_person, assumeNotNull(closed), if(closed_date_only, addMilliseconds(addDays(assumeNotNull(closed), 1), -1), assumeNotNull(closed)),
    closed_date_only, 104, received_at, 'exit', 'lost', 0, lost_reason
  FROM (${held(build)}) AS h
  INNER JOIN (SELECT primary_person AS span_person, groupArray((deal_id, created, closed)) AS deals_of FROM (${held(build)}) GROUP BY primary_person) AS s ON s.span_person = h.primary_person
  WHERE status = 'lost' AND closed IS NOT NULL
    AND NOT arrayExists(d -> d.1 != deal_id AND d.2 <= assumeNotNull(closed) AND (d.3 IS NULL OR d.3 > closed), deals_of)`;
};

export const dealSteps: ReadModelBuild = { table: 'person_steps', rowsFrom: ['deal_holders_next'], statements: (build) => [fromDeals(build)] };
