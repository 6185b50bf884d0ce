// How old those who entered a stage were when they went on, left, or are now: by days, and by a dimension where asked.
import { z } from 'zod';
import { instantParam } from '../analytics/read-models/build-context.js';
import { identifier, param, sql, type Sql } from '../database/sql.js';
import { unknownName } from '../shared/nearest.js';
import { dayOf } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { sourceRows, type PlanningContext, type ReadAt } from './planning-context.js';
import { dimensionId } from '../analytics/question.js';

/** Days since entry with the number of persons, by what became of them. */
export interface StageAges {
  readonly converted: Map<number, number>;
  readonly exited: Map<number, number>;
  readonly open: Map<number, number>;
}

export const noAges = (): StageAges => ({ converted: new Map(), exited: new Map(), open: new Map() });

const ageRow = z.object({ value: z.string(), outcome: z.enum(['converted', 'exited', 'open']), age: z.coerce.number(), n: z.coerce.number() });

export interface AgesQuery extends ReadAt {
  readonly from: string;
  readonly to: string;
  readonly by?: string | undefined;
}

/**
 * @returns by value of the dimension; '' for those without one, and the one entry '' without a split
 * @throws AppError unknown_stage, unknown_dimension
 */
export async function readStageAges(context: PlanningContext, workspace: Workspace, query: AgesQuery): Promise<Map<string, StageAges>> {
  const { stages } = workspace.settings;
  for (const stage of [query.from, query.to]) if (!stages.includes(stage)) throw unknownName('unknown_stage', stage, stages);
  const value = query.by === undefined ? sql`''` : sql`toString(${identifier(dimensionId(query.by))})`;
  return readAges(context, workspace, query, { key: value, next: sql`reached[${param('UInt8', stages.indexOf(query.to) + 1)}]`, where: sql`stage = ${param('String', query.from)}` });
}

/** By stage, the ages of those who entered it in the range, and whether they reached the next stage: all stages in one scan. */
export async function readNextStageAges(context: PlanningContext, workspace: Workspace, query: ReadAt): Promise<Map<string, StageAges>> {
  const known = param('Array(String)', workspace.settings.stages.slice(0, -1));
  return readAges(context, workspace, query, { key: sql`toString(stage)`, next: sql`reached[indexOf(${known}, stage) + 1]`, where: sql`has(${known}, stage)` });
}

/** Ages of entries by `key`: until the stage at `next`, the exit, or the reading. */
async function readAges({ facts, analytics }: PlanningContext, workspace: Workspace, query: ReadAt, { key, next, where }: { key: Sql; next: Sql; where: Sql }): Promise<Map<string, StageAges>> {
  const { timeZone } = workspace.settings;
  await analytics.refresh(workspace);
  const asOf = instantParam(query.asOf);
  const zone = param('String', timeZone);
  const rows = await facts.query(ageRow, sql`
    SELECT value, outcome, toUInt32(greatest(0, dateDiff('day', day, until))) AS age, count() AS n
    FROM (
      SELECT ${key} AS value, day, ${next} AS next_at, left_at,
        multiIf(ifNull(next_at < ${asOf}, 0), 'converted', left_at IS NOT NULL, 'exited', 'open') AS outcome,
        multiIf(outcome = 'converted', toDate32(assumeNotNull(next_at), ${zone}), outcome = 'exited', toDate32(assumeNotNull(left_at), ${zone}), toDate32(${param('Date', dayOf(query.asOf, timeZone))})) AS until
      FROM (${sourceRows(workspace, 'funnel', query)}) WHERE type = 'entry' AND ${where}
    ) GROUP BY value, outcome, age ORDER BY value, outcome, age`);
  const found = new Map<string, StageAges>();
  for (const row of rows) {
    const ages = found.get(row.value) ?? noAges();
    ages[row.outcome].set(row.age, row.n);
    found.set(row.value, ages);
  }
  return found;
}

const directRow = z.object({ day: z.string(), n: z.coerce.number() });

/**
 * By day, those who entered a stage without having come from an entry into the one before it in the same days: who return for another
 * cycle, or were put there at once.
 */
export async function readDirectEntries({ facts, analytics }: PlanningContext, workspace: Workspace, query: AgesQuery): Promise<Map<string, number>> {
  await analytics.refresh(workspace);
  const reached = sql`reached[${param('UInt8', workspace.settings.stages.indexOf(query.to) + 1)}]`;
  const source = sourceRows(workspace, 'funnel', query);
  const rows = await facts.query(directRow, sql`
    SELECT toString(day) AS day, count() AS n FROM (${source})
    WHERE type = 'entry' AND stage = ${param('String', query.to)} AND (person_id, at) NOT IN (
      SELECT person_id, assumeNotNull(${reached}) FROM (${source}) WHERE type = 'entry' AND stage = ${param('String', query.from)} AND ${reached} IS NOT NULL)
    GROUP BY day ORDER BY day`);
  return new Map(rows.map(({ day, n }) => [day, n]));
}

/** The ages of several groups together. */
export function mergeAges(groups: Iterable<StageAges>): StageAges {
  const all = noAges();
  for (const group of groups) {
    for (const outcome of ['converted', 'exited', 'open'] as const) {
      for (const [age, n] of group[outcome]) all[outcome].set(age, (all[outcome].get(age) ?? 0) + n);
    }
  }
  return all;
}
