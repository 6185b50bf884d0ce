// Puts imports together: the connectors of the folder, the writer with identity and channel rules, a queue that runs one
// import at a time, and the verbs around it.
import path from 'node:path';
import type { Logger } from 'pino';
import type { Workspaces } from '../access/workspaces.js';
import type { Connector } from '../connectors/connector.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Classify } from '../facts/people.js';
import { createFactWriter, type FactWriter } from '../facts/writer.js';
import { ChannelClassifier } from '../identity/channel-rules/classify.js';
import { readChannelRules } from '../identity/channel-rules/rule-versions.js';
import { createResolver, type Resolver } from '../identity/resolver.js';
import type { ImportDocument } from '../shared/api/imports.js';
import { AppError } from '../shared/errors.js';
import { loadRegistry } from '../shared/registry.js';
import type { Workspace } from '../shared/workspace.js';
import {
  deleteUpload, findInterrupted, insertImport, insertUpload, listImports, listInterrupted, markInterrupted, readImport, readUpload, setState, setUpload, type ImportRow,
} from './import-records.js';
import type { Imports } from './imports.js';
import { connectorNamed, previewFile, readOptions } from './preview.js';
import { readRejects, rejectsPath } from './rejects-file.js';
import { runImport } from './run-import.js';
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
}

/** The way in for facts that come without a file; the same as an import's. */
export interface FactsIn {
  readonly writer: FactWriter;
  readonly resolver: Resolver;
}

const isConnector = (value: unknown): value is Connector => typeof value === 'object' && value !== null && 'name' in value && 'recognise' in value && 'read' in value;
const SHOWN_UNEXPECTED = { code: 'internal', message: 'Something failed on our side.', hint: 'The log has the cause. Resume the import to go on where it stopped.' };

/** How far a running import has got, beyond what is recorded. */
interface Live {
  readonly stop: AbortController;
  readonly since: number;
  readonly from: number;
  cancelled: boolean;
  rows: number;
  bytes: number;
}

export async function createImports(parts: ImportsParts): Promise<Imports & FactsIn> {
  const { facts, records, workspaces, log } = parts;
  const list = parts.connectors ?? (await loadRegistry(new URL('../connectors/', import.meta.url), isConnector));
  const connectors = new Map(list.map((c) => [c.name, c]));
  const uploads = createUploads(path.join(parts.folder, 'uploads'));
  const rejectsFolder = path.join(parts.folder, 'rejects');
  const resolver = createResolver({ records, facts });

  // Rules are read anew when an import begins, so that a new version applies from then on.
  let classifier: ChannelClassifier | undefined;
  const useRulesOf = async (workspaceId: number): Promise<void> => { classifier = new ChannelClassifier(await readChannelRules(records, workspaceId)); };
  const classify: Classify = (origin, { web }) => {
    if (classifier === undefined) throw new Error('channel rules are read before facts are written');
    return classifier.classify(origin, web ? 'visit' : 'record');
  };
  await useRulesOf(0);
  const writer = createFactWriter({
    facts, records, classify,
    identify: (workspaceId, requests, context) => resolver.resolve(workspaceId, requests, context),
    onFirstCurrency: async (workspace, currency) => { await workspaces.set(workspace, { currency }); },
  });
  await markInterrupted(records);
  await resolver.syncLinks();

  const live = new Map<bigint, Live>();
  let queue: Promise<void> = Promise.resolve();
  let closing = false;

  const run = async (row: ImportRow, progress: Live): Promise<void> => {
    if (progress.stop.signal.aborted) {
      await setState(records, row.id, progress.cancelled ? 'cancelled' : 'interrupted');
      return;
    }
    try {
      const connector = connectorNamed(connectors, row.connector);
      await useRulesOf(row.workspace_id);
      await setState(records, row.id, 'running');
      const outcome = await runImport(row, readOptions(connector, row.options), {
        records, writer, uploads, rejectsFolder, connector,
        workspace: () => workspaces.byId(row.workspace_id),
        stop: progress.stop.signal,
        onProgress: (rows, bytes) => { progress.rows = rows; progress.bytes = bytes; },
      });
      if (outcome === 'stopped') await setState(records, row.id, progress.cancelled ? 'cancelled' : 'interrupted');
      else {
        await setState(records, row.id, 'done');
        // The file has become facts and, where refused, a rejects file: its bytes are needed no longer.
        if (!row.dry_run) await uploads.remove(row.upload_id);
      }
    } catch (error) {
      const known = error instanceof AppError;
      if (!known) log.error({ err: error, import: row.id.toString() }, 'import failed');
      const shown = known ? { code: error.code, message: error.message, hint: error.hint } : SHOWN_UNEXPECTED;
      const isOver = known && error.code !== 'disk_full' && error.code !== 'shutting_down';
      await setState(records, row.id, isOver ? 'failed' : 'interrupted', shown).catch((cause: unknown) => log.error({ err: cause }, 'the state of an import could not be recorded'));
    } finally {
      live.delete(row.id);
    }
  };

  const enqueue = async (row: ImportRow): Promise<ImportRow> => {
    if (closing) throw new AppError('shutting_down');
    await setState(records, row.id, 'waiting');
    const progress: Live = { stop: new AbortController(), since: Date.now(), from: row.rows_done, cancelled: false, rows: row.rows_done, bytes: row.bytes_read };
    live.set(row.id, progress);
    queue = queue.then(() => run(row, progress)).catch((error: unknown) => { log.error({ err: error }, 'an import ended badly'); });
    return { ...row, state: 'waiting', error: null };
  };

  const show = (row: ImportRow): ImportDocument => {
    const now = live.get(row.id);
    const isOver = row.state === 'done' || row.state === 'undone';
    const bytes = Math.max(row.bytes_read, now?.bytes ?? 0);
    const share = isOver ? 1 : row.size === 0 ? 0 : Math.min(1, bytes / row.size);
    const seconds = now === undefined ? 0 : (Date.now() - now.since) / 1000;
    const rate = now === undefined || seconds < 0.5 ? null : (now.rows - now.from) / seconds;
    return {
      ...row.counts, id: row.id.toString(), connector: row.connector, file: row.file, size: row.size, state: row.state, dryRun: row.dry_run, progress: share,
      rowsPerSecond: row.state === 'running' && rate !== null ? Math.round(rate) : null,
      secondsLeft: row.state === 'running' && rate !== null && share > 0.01 ? Math.round((seconds / share) * (1 - share)) : null,
      startedAt: row.started, endedAt: row.ended, error: row.error,
      rejectsFile: row.counts.rejected > 0 ? rejectsPath(rejectsFolder, row.id) : null,
      problems: row.problems, firstDay: row.first_day, lastDay: row.last_day,
    };
  };
  const look = async (workspace: Workspace, id: string): Promise<ImportDocument> => show(await readImport(records, workspace.id, id));
  const underWay = (row: ImportRow): boolean => live.has(row.id);

  return {
    writer, resolver,
    connectors: () => ({
      connectors: list.map(({ name, label, description, layouts }) => ({
        name, label, description, layouts: layouts.map((l) => ({ name: l.name, columns: [...l.columns], optional: [...(l.optional ?? [])] })),
      })),
    }),
    async saveUpload(workspace, body, name) {
      const upload = await uploads.save(body, name);
      await insertUpload(records, workspace.id, upload);
      return { uploadId: upload.id, file: upload.file, size: upload.size };
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
      if (before === undefined || underWay(before)) return show(await enqueue(await insertImport(records, workspace.id, upload, order)));
      await setUpload(records, before.id, upload.id);
      await uploads.remove(before.upload_id);
      return show(await enqueue({ ...before, upload_id: upload.id }));
    },
    get: look,
    async list(workspace) {
      return (await listImports(records, workspace.id)).map(show);
    },
    async cancel(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      const running = live.get(row.id);
      if (running !== undefined) {
        running.cancelled = true;
        running.stop.abort();
      } else if (row.state === 'interrupted') await setState(records, row.id, 'cancelled');
      return look(workspace, id);
    },
    async resume(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (underWay(row)) throw new AppError('import_running', { id });
      if (row.state !== 'interrupted' && row.state !== 'cancelled' && row.state !== 'failed') {
        throw new AppError('invalid_input', { where: `import ${id}`, reason: `it is ${row.state}`, remedy: 'Only an import that stopped half way can go on. Import the file again instead.' });
      }
      return show(await enqueue(row));
    },
    async undo(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (underWay(row)) throw new AppError('import_running', { id });
      if (row.state === 'undone') throw new AppError('already_undone', { id });
      // Until both have succeeded the import is not called undone; doing it again goes on.
      await writer.undoImport(workspace, row.id);
      await resolver.undoImport(workspace.id, row.id);
      await setState(records, row.id, 'undone');
      await uploads.remove(row.upload_id);
      await deleteUpload(records, workspace.id, row.upload_id);
      return look(workspace, id);
    },
    async *rejects(workspace, id) {
      const row = await readImport(records, workspace.id, id);
      if (row.counts.rejected === 0) return;
      yield* readRejects(rejectsFolder, row.id);
    },
    async resumeInterrupted() {
      for (const row of await listInterrupted(records)) await enqueue(row);
    },
    async close() {
      closing = true;
      for (const { stop } of live.values()) stop.abort();
      await queue;
    },
  };
}
