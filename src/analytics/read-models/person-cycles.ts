// Cuts each person's steps into cycles (METRICS.md rule 3): recycling, disqualifying or losing closes a cycle,
// and what comes after opens the next. Within a cycle the first entry of a stage counts.
import { joinSql, param, sql, type Sql } from '../../database/sql.js';
import { built, target, type BuildContext, type ReadModelBuild } from './build-context.js';

const perStage = (build: BuildContext, column: (position: Sql) => Sql): Sql =>
  sql`[${joinSql(build.stages.map((_, i) => column(sql`${param('UInt8', i + 1)}`)))}]`;

export const personCycles: ReadModelBuild = {
  table: 'person_cycles',
  rowsFrom: ['person_steps_next'],
  statements: (build) => [
    sql`
  INSERT INTO person_cycles_next (workspace_id, person_id, cycle, entered, entered_received, exits, reopened_at)
  SELECT ${target(build)}, person_id, cycle,
    ${perStage(build, (k) => sql`minOrNullIf(at, position = ${k})`)},
    ${perStage(build, (k) => sql`argMinOrNullIf(received_at, at, position = ${k})`)},
    arraySort(groupArrayIf((order_at, at, toString(stage), reason, received_at), is_exit)),
    minOrNullIf(at, reopens)
  FROM (
    SELECT *, toUInt32(1 + countIf(reopens) OVER (PARTITION BY person_id ORDER BY order_at, rank, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS cycle
    FROM (
      SELECT *, NOT is_exit AND ifNull(maxOrNullIf(closed_before, NOT is_exit) OVER (PARTITION BY person_id ORDER BY order_at, rank, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < closed_before, 0) AS reopens
      FROM (
        SELECT *, step = 'exit' AS is_exit,
          countIf(stage IN ('recycled', 'disqualified', 'lost')) OVER (PARTITION BY person_id ORDER BY order_at, rank, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS closed_before
        FROM person_steps_next WHERE ${built(build)}
      )
    )
  )
  GROUP BY person_id, cycle`,
  ],
};
