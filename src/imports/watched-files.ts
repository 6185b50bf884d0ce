// What became of the files of the watched folder, as the records store keeps it.
import { z } from 'zod';
import type { RecordsQueries } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { watchedOutcome, type WatchedFile, type WatchedOutcome } from '../shared/api/watched-folder.js';

/** A file as it lies there. */
export interface FileState {
  /** Within the folder. */
  readonly file: string;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified: number;
}

export interface Decision extends FileState {
  readonly digest: string;
  readonly outcome: WatchedOutcome;
  readonly reason: string | null;
  readonly importId: string | null;
}

const MOST_SHOWN = 1000;

const bigNumber = z.bigint().transform(Number);
const decidedRow = z.object({ file: z.string(), size: bigNumber, modified: bigNumber, digest: z.string() });
export type Decided = z.output<typeof decidedRow>;

/** What has been decided about, by file. */
export const listDecided = async (records: RecordsQueries, workspaceId: number): Promise<Map<string, Decided>> =>
  new Map((await records.query(decidedRow, sql`SELECT file, size, modified, digest FROM watched_files WHERE workspace_id = ${param('Int32', workspaceId)}`)).map((row) => [row.file, row]));

export async function recordDecision(records: RecordsQueries, workspaceId: number, d: Decision): Promise<void> {
  await records.execute(sql`
    INSERT INTO watched_files (workspace_id, file, size, modified, digest, outcome, reason, import_id)
    VALUES (${param('Int32', workspaceId)}, ${param('String', d.file)}, ${param('Int64', d.size)}, ${param('Int64', d.modified)}, ${param('String', d.digest)},
      ${param('String', d.outcome)}, ${param('Nullable(String)', d.reason)}, ${param('Nullable(String)', d.importId)}::bigint)
    ON CONFLICT (workspace_id, file) DO UPDATE SET size = excluded.size, modified = excluded.modified, digest = excluded.digest, outcome = excluded.outcome,
      reason = excluded.reason, import_id = excluded.import_id, decided_at = now()`);
}

/** The same bytes under a new date: what was decided about them stands. */
export async function recordTouched(records: RecordsQueries, workspaceId: number, { file, modified }: FileState): Promise<void> {
  await records.execute(sql`UPDATE watched_files SET modified = ${param('Int64', modified)} WHERE workspace_id = ${param('Int32', workspaceId)} AND file = ${param('String', file)}`);
}

const shownRow = z.object({ file: z.string(), size: bigNumber, outcome: watchedOutcome, reason: z.string().nullable(), import_id: z.bigint().nullable(), decided: z.string() })
  .transform((r): WatchedFile => ({ file: r.file, size: r.size, outcome: r.outcome, reason: r.reason, importId: r.import_id === null ? null : String(r.import_id), decidedAt: r.decided }));

/** The newest first. */
export const listWatchedFiles = (records: RecordsQueries, workspaceId: number): Promise<WatchedFile[]> =>
  records.query(shownRow, sql`
    SELECT file, size, outcome, reason, import_id, to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS decided
    FROM watched_files WHERE workspace_id = ${param('Int32', workspaceId)} ORDER BY decided_at DESC, file LIMIT ${param('Int32', MOST_SHOWN)}`);

/** The import by which these bytes came in or are coming in, whatever their file was called; one that was undone or has failed does not count. */
export async function findImportOf(records: RecordsQueries, workspaceId: number, digest: string): Promise<{ id: string; file: string } | undefined> {
  const row = z.object({ id: z.bigint().transform(String), file: z.string() });
  const [found] = await records.query(row, sql`
    SELECT id, file FROM imports WHERE workspace_id = ${param('Int32', workspaceId)} AND digest = ${param('String', digest)} AND NOT dry_run AND NOT undoing
      AND state IN ('waiting', 'running', 'interrupted', 'done') ORDER BY id DESC LIMIT 1`);
  return found;
}
