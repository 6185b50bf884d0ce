// What moves a person along the stages: accepted enquiries and stage changes here, deals in deal-steps.ts.
import { param, sql, type Sql } from '../../database/sql.js';
import { EXITS, RE_ENTRY } from '../../shared/stages.js';
import { target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { events, judgedSubmissions } from './canonical-facts.js';

const strings = (values: readonly string[]): Sql => sql`${param('Array(String)', [...values])}`;
/** 1-based place of a stage in the workspace's order, 0 when it is none. */
export const position = (build: BuildContext, stage: Sql): Sql => sql`indexOf(${strings(build.stages)}, ${stage})`;

export const STEP_COLUMNS = sql`(workspace_id, person_id, at, order_at, date_only, rank, received_at, step, stage, position, reason)`;

const fromEnquiriesAndStages = (build: BuildContext): Sql => sql`
  INSERT INTO person_steps_next ${STEP_COLUMNS}
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

export const personSteps: ReadModelBuild = { table: 'person_steps', rowsFrom: ['submissions', 'stage_changes'], statements: (build) => [fromEnquiriesAndStages(build)] };
