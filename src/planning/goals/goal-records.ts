// Goals in the records store: as they are, and every version they have had.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql } from '../../database/sql.js';
import { storedGoal, type Goal } from '../../shared/api/goals.js';

export interface GoalRow {
  readonly goal: Goal;
  readonly version: number;
}
export interface VersionRow {
  readonly version: number;
  readonly goal: Goal | null;
  readonly note: string;
  readonly changedAt: string;
}

const row = z.object({ document: storedGoal, version: z.number() });
const versionRow = z.object({ version: z.number(), document: storedGoal.nullable(), note: z.string(), changed_at: z.string() });

export async function readGoals(records: RecordsQueries, workspaceId: number): Promise<GoalRow[]> {
  const rows = await records.query(row, sql`SELECT document, version FROM goals WHERE workspace_id = ${param('Int32', workspaceId)} ORDER BY id`);
  return rows.map(({ document, version }) => ({ goal: document, version }));
}

export async function readVersions(records: RecordsQueries, workspaceId: number, id: string): Promise<VersionRow[]> {
  const rows = await records.query(versionRow, sql`
    SELECT version, document, note, changed_at FROM goal_versions WHERE workspace_id = ${param('Int32', workspaceId)} AND id = ${param('String', id)} ORDER BY version`);
  return rows.map(({ version, document, note, changed_at }) => ({ version, goal: document, note, changedAt: new Date(changed_at).toISOString() }));
}

const lastRow = z.object({ last: z.number().nullable() });

/** Number of a goal's next version; a goal that was removed goes on where it ended. */
async function nextVersion(tx: RecordsQueries, workspaceId: number, id: string): Promise<number> {
  const [found] = await tx.query(lastRow, sql`SELECT max(version) AS last FROM goal_versions WHERE workspace_id = ${param('Int32', workspaceId)} AND id = ${param('String', id)}`);
  return (found?.last ?? 0) + 1;
}

async function addVersion(tx: RecordsQueries, workspaceId: number, id: string, version: number, goal: Goal | null, note: string, at: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO goal_versions (workspace_id, id, version, document, note, changed_at)
    VALUES (${param('Int32', workspaceId)}, ${param('String', id)}, ${param('Int32', version)}, CAST(${param('Nullable(String)', goal === null ? null : JSON.stringify(goal))} AS jsonb), ${param('String', note)}, CAST(${param('String', at)} AS timestamptz))`);
}

export async function writeGoal(tx: RecordsQueries, workspaceId: number, goal: Goal, note: string, at: string): Promise<void> {
  const version = await nextVersion(tx, workspaceId, goal.id);
  const document = param('String', JSON.stringify(goal));
  await tx.execute(sql`
    INSERT INTO goals (workspace_id, id, parent_id, document, version)
    VALUES (${param('Int32', workspaceId)}, ${param('String', goal.id)}, ${param('Nullable(String)', goal.parent)}, CAST(${document} AS jsonb), ${param('Int32', version)})
    ON CONFLICT (workspace_id, id) DO UPDATE SET parent_id = EXCLUDED.parent_id, document = EXCLUDED.document, version = EXCLUDED.version`);
  await addVersion(tx, workspaceId, goal.id, version, goal, note, at);
}

export async function deleteGoal(tx: RecordsQueries, workspaceId: number, id: string, note: string, at: string): Promise<void> {
  await tx.execute(sql`DELETE FROM goals WHERE workspace_id = ${param('Int32', workspaceId)} AND id = ${param('String', id)}`);
  await addVersion(tx, workspaceId, id, await nextVersion(tx, workspaceId, id), null, note, at);
}

/** Held until the transaction ends: of two changes at once the second sees the first. */
export async function holdGoals(tx: RecordsQueries, workspaceId: number): Promise<void> {
  await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspaceId)} FOR UPDATE`);
}
