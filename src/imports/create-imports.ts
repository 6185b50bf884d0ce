// Puts imports together: the connectors of the folder, the way in for facts, a queue for each workspace that runs one
// import at a time, and the verbs around it.
import path from 'node:path';
import type { Logger } from 'pino';
import type { Workspaces } from '../access/workspaces.js';
import type { Connector } from '../connectors/connector.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { Turns } from '../facts/turns.js';
import type { ImportDocument } from '../shared/api/imports.js';
import { AppError } from '../shared/errors.js';
import { loadRegistry } from '../shared/registry.js';
import type { Workspace } from '../shared/workspace.js';
import { createFactsIn } from './create-facts-in.js';
import {
  deleteUpload, findInterrupted, forgetOldUploads, insertImport, insertUpload, listHalfUndone, listImports, listInterrupted, listUploadIds, markInterrupted, readImport, readLastEnded, readUpload, setState, setUndoing, setUpload,
  type ErrorShown, type ImportRow,
} from './import-records.js';
import type { Imports } from './imports.js';
import { connectorNamed, previewFile, readOptions } from './preview.js';
import { readRejects, rejectsPath } from './rejects-file.js';
import { runImport } from './run-import.js';
import { unpackUpload } from './unpack-upload.js';
import { createUploads } from './uploads.js';

export interface ImportsParts {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly workspaces: Workspaces;
  /** Where uploads and rejects lie. */
  readonly folder: string;
  readonly log: Logger;
  /** For tests: connectors instead of those of the folder. */
  readonly connectors?: readonly Connector[];
  /** For tests: facts after which a batch is written. */
  readonly factsPerBatch?: number;
}

/** The way in for facts that come without a file; the same as an import's. */
export type FactsIn = ReturnType<typeof createFactsIn>;

/** Milliseconds. */
const DAY = 86_400_000;

const isConnector = (value: unknown): value is Connector => typeof value === 'object' && value !== null && 'name' in value && 'recognise' in value && 'read' in value;
const SHOWN_UNEXPECTED = { code: 'internal', message: 'Something failed on our side.', hint: 'The log has the cause. Resume the import to go on where it stopped.' };

/** The whole file may have been read before all of it is stored: only an import that has ended is complete. */
const ALMOST = 0.99;

/** How far a running import has got, beyond what is recorded. */
interface Live {
  readonly uploadId: string;
  readonly stop: AbortController;
  readonly since: number;
  readonly from: number;
  cancelled: boolean;
  rows: number;
  bytes: number;
}

export async function createImports(parts: ImportsParts): Promise<Imports & FactsIn> {
  const { records, workspaces, log } = parts;
  const list = parts.connectors ?? (await loadRegistry(new URL('../connectors/', import.meta.url), isConnector));
  const connectors = new Map(list.map((c) => [c.name, c]));
  const uploads = createUploads(path.join(parts.folder, 'uploads'));
  const rejectsFolder = path.join(parts.folder, 'rejects');
  const { writer, resolver } = createFactsIn(parts);
  await markInterrupted(records);
  await resolver.syncLinks();
  await uploads.keepOnly(await listUploadIds(records));

  const live = new Map<bigint, Live>();
  /** Imports that are being taken back. */
  const goingOut = new Set<bigint>();
  /** Imports that were cut off while the records store could not be told so. */
  const unrecorded = new Map<bigint, ErrorShown>();
  const queues = new Map<number, Turns>();
  const queueOf = (workspaceId: number): Turns => {
    const queue = queues.get(workspaceId) ?? new Turns();
    queues.set(workspaceId, queue);
    return queue;
  };
  let closing = false;

  /** Not where another import still reads it: one that was asked for twice, or its rehearsal. */
  const forgetUpload = async ({ id, workspace_id: workspaceId, upload_id: uploadId }: ImportRow): Promise<void> => {
    if ([...live].some(([other, progress]) => other !== id && progress.uploadId === uploadId)) return;
    await uploads.remove(uploadId);
    await deleteUpload(records, workspaceId, uploadId);
  };

  /** Half way it is neither in nor out: facts, then people, then the word that it is done; each step may be repeated. */
  const takeBack = async (workspace: Workspace, row: ImportRow): Promise<void> => {
    await setUndoing(records, row.id, false);
    await writer.undoImport(workspace, row.id);
    await resolver.undoImport(workspace.id, row.id);
    await setUndoing(records, row.id, true);
    await forgetUpload(row);
  };

  const forgetUnused = async (): Promise<void> => {
    for (const id of await forgetOldUploads(records)) await uploads.remove(id);
  };
  // No figure is shown of an import that is half out.
  for (const row of await listHalfUndone(records)) await takeBack(await workspaces.byId(row.workspace_id), row);
  await forgetUnused();
  const daily = setInterval(() => { forgetUnused().catch((error: unknown) => { log.warn({ err: error }, 'old stored files could not be removed'); }); }, DAY);
  daily.unref();

  const run = async (row: ImportRow, progress: Live): Promise<void> => {
    const stopped = (): Promise<void> => setState(records, row.id, progress.cancelled ? 'cancelled' : 'interrupted');
    try {
      if (progress.stop.signal.aborted) {
        await stopped();
        return;
      }
      const connector = connectorNamed(connectors, row.connector);
      await setState(records, row.id, 'running');
      const outcome = await runImport(row, readOptions(connector, row.options), {
        records, writer, uploads, rejectsFolder, connector, factsPerBatch: parts.factsPerBatch,
        workspace: () => workspaces.byId(row.workspace_id),
        stop: progress.stop.signal,
        onProgress: (rows, bytes) => { progress.rows = rows; progress.bytes = bytes; },
      });
      if (outcome === 'stopped') await stopped();
      else {
        await setState(records, row.id, 'done');
        // The file has become facts and, where refused, a rejects file: its bytes are needed no longer. What stays behind is swept up at the next start.
        if (!row.dry_run) await forgetUpload(row).catch((error: unknown) => { log.warn({ err: error, import: row.id.toString() }, 'a stored file could not be removed'); });
      }
    } catch (error) {
      const known = error instanceof AppError;
      if (!known) log.error({ err: error, import: row.id.toString() }, 'import failed');
      const shown = known ? { code: error.code, message: error.message, hint: error.hint } : SHOWN_UNEXPECTED;
      // What lies with the file is over; what lies with the machine can be gone on with.
      const isOver = known && error.status < 500;
      await setState(records, row.id, isOver ? 'failed' : 'interrupted', shown).catch((cause: unknown) => {
        unrecorded.set(row.id, shown);
        log.error({ err: cause, import: row.id.toString() }, 'the state of an import could not be recorded');
      });
    } finally {
      live.delete(row.id);
    }
  };

  const underWay = ({ id }: ImportRow): boolean => live.has(id) || goingOut.has(id);

  const enqueue = async (row: ImportRow): Promise<ImportRow> => {
    if (closing) throw new AppError('shutting_down');
    // Whoever asked at the same moment may have been first while this one looked it up.
    if (underWay(row)) throw new AppError('import_running', { id: row.id.toString() });
    const progress: Live = { uploadId: row.upload_id, stop: new AbortController(), since: Date.now(), from: row.rows_done, cancelled: false, rows: row.rows_done, bytes: row.bytes_read };
    live.set(row.id, progress);
    await setState(records, row.id, 'waiting').catch((error: unknown) => {
      live.delete(row.id);
      unrecorded.set(row.id, row.error ?? SHOWN_UNEXPECTED);
      throw error;
    });
    unrecorded.delete(row.id);
    queueOf(row.workspace_id).take(() => run(row, progress)).catch((error: unknown) => { log.error({ err: error }, 'an import ended badly'); });
    return { ...row, state: 'waiting', error: null };
  };

  const stateOf = ({ id, state }: ImportRow): ImportRow['state'] => {
    // Done is what has been tidied up after, too.
    if (live.has(id)) return state === 'done' ? 'running' : state;
    return unrecorded.has(id) && (state === 'waiting' || state === 'running') ? 'interrupted' : state;
  };

  const show = (row: ImportRow): ImportDocument => {
    const now = live.get(row.id);
    const state = stateOf(row);
    const isOver = row.state === 'done' || row.state === 'undone';
    const bytes = Math.max(row.bytes_read, now?.bytes ?? 0);
    const share = isOver ? 1 : row.size === 0 ? 0 : Math.min(ALMOST, bytes / row.size);
    const seconds = now === undefined ? 0 : (Date.now() - now.since) / 1000;
    const rate = now === undefined || seconds < 0.5 ? null : (now.rows - now.from) / seconds;
    return {
      ...row.counts, id: row.id.toString(), connector: row.connector, file: row.file, size: row.size,
      state, dryRun: row.dry_run, progress: share,
      rowsPerSecond: row.state === 'running' && rate !== null ? Math.round(rate) : null,
      secondsLeft: row.state === 'running' && rate !== null && share > 0.01 ? Math.round((seconds / share) * (1 - share)) : null,
      startedAt: row.started, endedAt: row.ended, error: state === 'interrupted' ? (unrecorded.get(row.id) ?? row.error) : row.error,
      rejectsFile: row.counts.rejected > 0 ? rejectsPath(rejectsFolder, row.id) : null,
      problems: row.problems, firstDay: row.first_day, lastDay: row.last_day,
    };
  };
  const look = async (workspace: Workspace, id: string): Promise<ImportDocument> => show(await readImport(records, workspace.id, id));
  return {
    writer, resolver,
    connectors: () => ({
      connectors: list.map(({ name, label, description, layouts }) => ({
        name, label, description, layouts: layouts.map((l) => ({ name: l.name, columns: [...l.columns], optional: [...(l.optional ?? [])], ...(l.brings !== undefined && { brings: l.brings }) })),
      })),
    }),
    async saveUpload(workspace, body, name) {
      const upload = await uploads.save(body, name);
      await insertUpload(records, workspace.id, upload);
      return { uploadId: upload.id, file: upload.file, size: upload.size };
    },
    async unpack(workspace, uploadId) {
      const archive = await readUpload(records, workspace.id, uploadId);
      const unpacked = await unpackUpload(uploads, archive);
      for (const upload of unpacked) await insertUpload(records, workspace.id, upload);
      await uploads.remove(archive.id);
      await deleteUpload(records, workspace.id, archive.id);
      return unpacked.map(({ id, file, size }) => ({ uploadId: id, file, size }));
    },
    async preview(workspace, request) {
      const upload = await readUpload(records, workspace.id, request.uploadId);
      return previewFile(connectors, workspace, uploads.open(upload), request, new Date().toISOString());
    },
    async start(workspace, request) {
      const connector = connectorNamed(connectors, request.connector);
      const upload = await readUpload(records, workspace.id, request.uploadId);
      const given = request.mapping ?? request.options ?? {};
      readOptions(connector, given);
      const order = { connector: connector.name, options: given, dryRun: request.dryRun };
      const before = request.dryRun ? undefined : await findInterrupted(records, workspace.id, upload.digest, order);
      // Asked for again, because the first answer was lost on its way: it is under way already.
      if (before !== undefined && live.has(before.id) && before.upload_id === upload.id) return show(before);
      if (before === undefined || underWay(before)) return show(await enqueue(await insertImport(records, workspace.id, upload, order)));
      if (before.upload_id === upload.id) return show(await enqueue(before));
      await setUpload(records, before.id, upload.id);
      await forgetUpload(before);
      return show(await enqueue({ ...before, upload_id: upload.id }));
    },
    get: look,
    async list(workspace) {
      return (await listImports(records, workspace.id)).map(show);
    },
    async lastEnded(workspace) {
      const row = await readLastEnded(records, workspace.id);
      return row === undefined ? undefined : show(row);
    },
    async cancel(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      const running = live.get(row.id);
      if (running !== undefined) {
        running.cancelled = true;
        running.stop.abort();
      } else if (stateOf(row) === 'interrupted') await setState(records, row.id, 'cancelled');
      return look(workspace, id);
    },
    async resume(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (underWay(row)) throw new AppError('import_running', { id });
      if (stateOf(row) !== 'interrupted' && row.state !== 'cancelled' && row.state !== 'failed') {
        throw new AppError('invalid_input', { where: `import ${id}`, reason: `it is ${row.state}`, remedy: 'Only an import that stopped half way can go on. Import the file again instead.' });
      }
      // Stored files of stopped imports are kept for a week.
      await readUpload(records, workspace.id, row.upload_id);
      return show(await enqueue(row));
    },
    async undo(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (underWay(row)) throw new AppError('import_running', { id });
      if (row.state === 'undone') throw new AppError('already_undone', { id });
      goingOut.add(row.id);
      await takeBack(workspace, row).finally(() => goingOut.delete(row.id));
      return look(workspace, id);
    },
    async *rejects(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (row.counts.rejected === 0) return;
      yield* readRejects(rejectsFolder, row.id);
    },
    async resumeInterrupted() {
      // What no connector of the folder reads is its maker's to go on with.
      for (const row of await listInterrupted(records)) if (connectors.has(row.connector) && !underWay(row)) await enqueue(row);
    },
    async close() {
      closing = true;
      clearInterval(daily);
      for (const { stop } of live.values()) stop.abort();
      await Promise.all([...queues.values()].map((queue) => queue.take(() => Promise.resolve())));
    },
  };
}
