// Imports and uploads as the records store keeps them.
import { z } from 'zod';
import type { ReadContext } from '../connectors/connector.js';
import type { RecordsQueries } from '../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../database/sql.js';
import { importCounts, importState, type ImportCounts } from '../shared/api/imports.js';
import { AppError } from '../shared/errors.js';

export const problem = z.object({ reason: z.string(), remedy: z.string(), column: z.string().nullable(), count: z.number(), firstLine: z.number() });
export type Problem = z.infer<typeof problem>;
const errorShown = z.object({ code: z.string(), message: z.string(), hint: z.string() });
export type ErrorShown = z.infer<typeof errorShown>;

const context = z.object({ timeZone: z.string(), currency: z.string().optional(), stages: z.array(z.string()), now: z.string() })
  .transform((c): ReadContext => ({ ...c, currency: c.currency }));

const importRow = z.object({
  id: z.bigint(), workspace_id: z.number(), upload_id: z.string(), connector: z.string(), file: z.string(), size: z.bigint().transform(Number), digest: z.string(),
  options: z.unknown(), dry_run: z.boolean(), context: context.nullable(), state: importState, undoing: z.boolean(), counts: importCounts, problems: z.array(problem),
  rows_done: z.bigint().transform(Number), rejects_bytes: z.bigint().transform(Number), bytes_read: z.bigint().transform(Number), committed_until: z.bigint().transform(Number),
  first_day: z.string().nullable(), last_day: z.string().nullable(), error: errorShown.nullable(),
  started: z.string(), ended: z.string().nullable(),
});
export type ImportRow = z.output<typeof importRow>;

const uploadRow = z.object({ id: z.string(), file: z.string(), size: z.bigint().transform(Number), digest: z.string() });
export type UploadRow = z.output<typeof uploadRow>;

const iso = (column: Sql): Sql => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = sql`id, workspace_id, upload_id, connector, file, size, digest, options, dry_run, context, state, undoing, counts, problems, rows_done, rejects_bytes, bytes_read, committed_until,
  first_day, last_day, error, ${iso(sql`started_at`)} AS started, ${iso(sql`ended_at`)} AS ended`;
const ofWorkspace = (workspaceId: number): Sql => sql`workspace_id = ${param('Int32', workspaceId)}`;

export const NO_COUNTS: ImportCounts = { read: 0, accepted: 0, duplicates: 0, rejected: 0, skipped: 0, facts: {} };

export async function insertUpload(records: RecordsQueries, workspaceId: number, upload: UploadRow): Promise<void> {
  await records.execute(sql`INSERT INTO uploads (id, workspace_id, file, size, digest)
    VALUES (${param('String', upload.id)}, ${param('Int32', workspaceId)}, ${param('String', upload.file)}, ${param('Int64', upload.size)}, ${param('String', upload.digest)})`);
}

/** @throws AppError not_found */
export async function readUpload(records: RecordsQueries, workspaceId: number, id: string): Promise<UploadRow> {
  const [found] = await records.query(uploadRow, sql`SELECT id, file, size, digest FROM uploads WHERE ${ofWorkspace(workspaceId)} AND id = ${param('String', id)}`);
  if (found === undefined) throw new AppError('not_found', { what: 'stored file', id });
  return found;
}

export async function deleteUpload(records: RecordsQueries, workspaceId: number, id: string): Promise<void> {
  await records.execute(sql`DELETE FROM uploads WHERE ${ofWorkspace(workspaceId)} AND id = ${param('String', id)}`);
}

export async function insertImport(records: RecordsQueries, workspaceId: number, upload: UploadRow, order: { connector: string; options: unknown; dryRun: boolean }): Promise<ImportRow> {
  const [row] = await records.query(importRow, sql`
    INSERT INTO imports (workspace_id, upload_id, connector, file, size, digest, options, dry_run, state, counts)
    VALUES (${param('Int32', workspaceId)}, ${param('String', upload.id)}, ${param('String', order.connector)}, ${param('String', upload.file)}, ${param('Int64', upload.size)},
      ${param('String', upload.digest)}, ${jsonb(order.options)}, ${param('Bool', order.dryRun)}, 'waiting', ${jsonb(NO_COUNTS)})
    RETURNING ${COLUMNS}`);
  if (row === undefined) throw new Error('an insert answers with its row');
  return row;
}

/** @throws AppError not_found, also for ids that are none */
export async function readImport(records: RecordsQueries, workspaceId: number, id: string): Promise<ImportRow> {
  const [row] = /^\d{1,18}$/.test(id) ? await records.query(importRow, sql`SELECT ${COLUMNS} FROM imports WHERE ${ofWorkspace(workspaceId)} AND id = ${param('Int64', BigInt(id))}`) : [];
  if (row === undefined) throw new AppError('not_found', { what: 'import', id });
  return row;
}

/** The newest first. */
export const listImports = (records: RecordsQueries, workspaceId: number): Promise<ImportRow[]> =>
  records.query(importRow, sql`SELECT ${COLUMNS} FROM imports WHERE ${ofWorkspace(workspaceId)} ORDER BY id DESC LIMIT 1000`);

/** Of those that have ended and were meant to write, the last to end. */
export async function readLastEnded(records: RecordsQueries, workspaceId: number): Promise<ImportRow | undefined> {
  const [row] = await records.query(importRow, sql`SELECT ${COLUMNS} FROM imports WHERE ${ofWorkspace(workspaceId)} AND ended_at IS NOT NULL AND NOT dry_run ORDER BY ended_at DESC, id DESC LIMIT 1`);
  return row;
}

/** An import of the same file with the same options that stopped half way, or is under way if a process works on it. */
export async function findInterrupted(records: RecordsQueries, workspaceId: number, digest: string, order: { connector: string; options: unknown; dryRun: boolean }): Promise<ImportRow | undefined> {
  const [row] = await records.query(importRow, sql`
    SELECT ${COLUMNS} FROM imports WHERE ${ofWorkspace(workspaceId)} AND state IN ('interrupted', 'waiting', 'running') AND digest = ${param('String', digest)}
      AND connector = ${param('String', order.connector)} AND options = ${jsonb(order.options)} AND dry_run = ${param('Bool', order.dryRun)} ORDER BY id DESC LIMIT 1`);
  return row;
}

/** Of all workspaces: imports that no process works on any more, because the one that did is gone. */
export const markInterrupted = (records: RecordsQueries): Promise<number> =>
  records.execute(sql`UPDATE imports SET state = CASE WHEN dry_run THEN 'cancelled' ELSE 'interrupted' END, ended_at = now() WHERE state IN ('waiting', 'running')`);

export const listInterrupted = (records: RecordsQueries): Promise<ImportRow[]> =>
  records.query(importRow, sql`SELECT ${COLUMNS} FROM imports WHERE state = 'interrupted' AND error IS NULL ORDER BY id`);

export async function setState(records: RecordsQueries, id: bigint, state: ImportRow['state'], error: ErrorShown | null = null): Promise<void> {
  const ended = state === 'waiting' || state === 'running' ? sql`NULL` : sql`now()`;
  await records.execute(sql`UPDATE imports SET state = ${param('String', state)}, error = ${error === null ? sql`NULL` : jsonb(error)}, ended_at = ${ended} WHERE id = ${param('Int64', id)}`);
}

/** An upload that came again for the import to go on with. */
export async function setUpload(records: RecordsQueries, id: bigint, uploadId: string): Promise<void> {
  await records.execute(sql`UPDATE imports SET upload_id = ${param('String', uploadId)} WHERE id = ${param('Int64', id)}`);
}

/** Keeps in what context the file is read, unless one is kept already. @returns the one that counts */
export async function keepContext(records: RecordsQueries, id: bigint, wanted: ReadContext): Promise<ReadContext> {
  const [row] = await records.query(z.object({ context }), sql`UPDATE imports SET context = COALESCE(context, ${jsonb(wanted)}) WHERE id = ${param('Int64', id)} RETURNING context`);
  if (row === undefined) throw new AppError('not_found', { what: 'import', id: id.toString() });
  return row.context;
}

/** Says that an import is being taken back, or has been. */
export async function setUndoing(records: RecordsQueries, id: bigint, isUndone: boolean): Promise<void> {
  await records.execute(sql`
    UPDATE imports SET undoing = ${param('Bool', !isUndone)}, ended_at = COALESCE(ended_at, now())${isUndone ? sql`, state = 'undone', error = NULL` : sql``} WHERE id = ${param('Int64', id)}`);
}

/** Of all workspaces: imports whose undo was cut off. */
export const listHalfUndone = (records: RecordsQueries): Promise<ImportRow[]> => records.query(importRow, sql`SELECT ${COLUMNS} FROM imports WHERE undoing ORDER BY id`);

/** Of all workspaces: stored files that no import needs to go on by itself and that nobody has asked for in a week. */
export async function forgetOldUploads(records: RecordsQueries): Promise<string[]> {
  const rows = await records.query(z.object({ id: z.string() }), sql`
    DELETE FROM uploads u WHERE created_at < now() - interval '7 days'
      AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.upload_id = u.id AND i.state IN ('waiting', 'running', 'interrupted'))
    RETURNING id`);
  return rows.map((row) => row.id);
}

/** Of all workspaces: the stored files that are known. */
export const listUploadIds = async (records: RecordsQueries): Promise<Set<string>> =>
  new Set((await records.query(z.object({ id: z.string() }), sql`SELECT id FROM uploads`)).map((row) => row.id));

export interface Checkpoint {
  readonly counts: ImportCounts;
  readonly problems: readonly Problem[];
  readonly rowsDone: number;
  readonly rejectsBytes: number;
  readonly bytesRead: number;
  readonly committedUntil: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** Written after a batch is stored and its refusals are on disk. */
export async function saveCheckpoint(records: RecordsQueries, id: bigint, c: Checkpoint): Promise<void> {
  await records.execute(sql`
    UPDATE imports SET counts = ${jsonb(c.counts)}, problems = ${jsonb(c.problems)}, rows_done = ${param('Int64', c.rowsDone)}, rejects_bytes = ${param('Int64', c.rejectsBytes)},
      bytes_read = ${param('Int64', c.bytesRead)}, committed_until = ${param('Int64', c.committedUntil)}, first_day = ${param('Nullable(String)', c.firstDay)}, last_day = ${param('Nullable(String)', c.lastDay)}
    WHERE id = ${param('Int64', id)}`);
}
