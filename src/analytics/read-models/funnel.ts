// One row per entry into a stage, exit or return, with what followed: the model of stage counts, conversion and times.
import { joinSql, param, sql, type Sql } from '../../database/sql.js';
import { withAttributes } from './attributes.js';
import { built, dayOf, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { holderNames, holderThen, originNames, originOf, originThen } from './dimension-columns.js';

/** reached[k] of a list of entries: when stage k or a later one was first reached. */
const reachedFrom = (build: BuildContext, list: Sql): Sql => sql`
  arrayMap(j -> if(empty(arrayFilter(x -> x IS NOT NULL, arraySlice(${list}, j))), NULL, arrayMin(arrayFilter(x -> x IS NOT NULL, arraySlice(${list}, j)))), range(1, ${param('UInt8', build.stages.length + 1)}))`;

/** Cycles with what the person did over all cycles. */
const cycles = (build: BuildContext): Sql => sql`
  SELECT c.person_id AS person, c.cycle AS cycle, c.entered AS entered, c.entered_received AS entered_received, c.exits AS exits, c.reopened_at AS reopened,
    a.ever AS ever, a.lead_cycle AS lead_cycle, a.last_exits AS last_exits, a.wins AS wins, a.all_cycles AS all_cycles
  FROM (SELECT * FROM person_cycles_next WHERE ${built(build)}) AS c
  INNER JOIN (
    SELECT person_id AS a_person,
      [${joinSql(build.stages.map((_, i) => sql`minOrNull(entered[${param('UInt8', i + 1)}])`))}] AS ever,
      argMinIf(cycle, entered[1], entered[1] IS NOT NULL) AS lead_cycle,
      argMax(exits, cycle) AS last_exits,
      groupArray((cycle, entered[${param('UInt8', build.stages.length)}])) AS wins,
      arraySort(groupArray((cycle, exits, reopened_at))) AS all_cycles
    FROM person_cycles_next WHERE ${built(build)} GROUP BY person_id
  ) AS a ON a.a_person = c.person_id`;

const NO_SPANS = sql`CAST([], 'Array(Tuple(DateTime64(3, \\'UTC\\'), DateTime64(3, \\'UTC\\')))')`;
const NO_INSTANT = sql`CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))')`;

/** From each exit of a lead that was followed by a return, until that return. */
const awayUntilReturn = sql`
  arrayMap(x -> (assumeNotNull(x.1), assumeNotNull(x.2)), arrayFilter(x -> ifNull(x.1 < x.2, 0),
    arrayMap((c, next) -> (arrayFirstOrNull(e -> e.1 >= assumeNotNull(entered[1]), c.2).2, next.3), arrayPopBack(all_cycles), arrayPopFront(all_cycles))))`;

/** type, stage, at, received_at, reason, reached, the exit that followed (at, kind), sent back at, won again at, from_stage, away */
const rows = (build: BuildContext): Sql => sql`
  SELECT person, cycle, row.1 AS row_type, row.2 AS row_stage, row.3 AS row_at, row.4 AS row_received, row.5 AS row_reason, row.6 AS row_reached,
    row.7 AS row_exit_at, row.8 AS row_exit_kind, row.9 AS row_rejected_at, row.10 AS row_rewon_at, row.11 AS row_from_stage, row.12 AS row_away
  FROM (
    SELECT person, cycle,
      ${param('Array(String)', [...build.stages])} AS stages,
      ${reachedFrom(build, sql`entered`)} AS reached_here,
      ${reachedFrom(build, sql`ever`)} AS reached_ever,
      arrayMap(k -> (
          'entry', stages[k], assumeNotNull(entered[k]), assumeNotNull(entered_received[k]), '',
          if(k = 1, reached_ever, reached_here),
          arrayFirstOrNull(e -> e.1 >= assumeNotNull(entered[k]), if(k = 1, last_exits, exits)).2,
          toString(ifNull(arrayFirstOrNull(e -> e.1 >= assumeNotNull(entered[k]), if(k = 1, last_exits, exits)).3, '')),
          arrayFirstOrNull(e -> e.1 >= assumeNotNull(entered[k]) AND e.3 = 'rejected', exits).2,
          ${NO_INSTANT}, '',
          if(k = 1, ${awayUntilReturn}, ${NO_SPANS})),
        arrayFilter(k -> entered[k] IS NOT NULL AND (k != 1 OR cycle = lead_cycle), arrayEnumerate(entered))) AS entry_rows,
      arrayMap(e -> (
          'exit', e.3, e.2, e.5, e.4, reached_here,
          ${NO_INSTANT}, '', ${NO_INSTANT},
          arrayMin(arrayConcat([${NO_INSTANT}], arrayMap(w -> w.2, arrayFilter(w -> w.1 > cycle AND w.2 IS NOT NULL, wins)))),
          ifNull(arrayLastOrNull(s -> s != '', arrayMap((t, s) -> if(t IS NOT NULL AND t <= e.1, s, ''), entered, stages)), ''),
          ${NO_SPANS}),
        exits) AS exit_rows,
      if(reopened IS NULL, [], [(
          're_entry', '', assumeNotNull(reopened), assumeNotNull(reopened), '', reached_here,
          ${NO_INSTANT}, '', ${NO_INSTANT}, ${NO_INSTANT}, '', ${NO_SPANS})]) AS return_rows
    FROM (${cycles(build)})
  )
  ARRAY JOIN arrayConcat(entry_rows, exit_rows, return_rows) AS row`;

export const funnel: ReadModelBuild = {
  table: 'funnel',
  rowsFrom: ['person_cycles_next'],
  statements: (build) => [
    sql`
  INSERT INTO funnel_next (workspace_id, person_id, account_id, type, stage, cycle, at, day, received_at, reason, reached, exit_at, exit_kind, rejected_at, rewon_at, from_stage, away,
    website, marketing_sourced, ${originNames}, ${holderNames})
  SELECT ${target(build)}, subject, held_by, row_type, row_stage, cycle, as_of, ${dayOf(build, sql`as_of`)}, row_received, row_reason, row_reached, row_exit_at, row_exit_kind, row_rejected_at, row_rewon_at, row_from_stage, row_away,
    website, marketing_sourced, ${originThen()}, ${holderThen()}
  FROM (${withAttributes(
    build,
    sql`
    SELECT f.person AS subject, o.account_id AS held_by, f.row_at AS as_of, f.*, o.website AS website, o.marketing_sourced AS marketing_sourced,
      ${originOf('o')}
    FROM (${rows(build)}) AS f
    INNER JOIN (SELECT * FROM person_origins_next WHERE ${built(build)}) AS o ON o.person_id = f.person`,
  )})`,
  ],
};
