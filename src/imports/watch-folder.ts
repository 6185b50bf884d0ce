// Imports files as they arrive in a folder. A file is taken when its size and date have stood still; what became of it is
// kept, so that it is looked at again only when it has changed. The folder belongs to its user: nothing in it is written,
// moved or removed. The system's notices of changes make it quick; looking from time to time makes it certain, for folders
// of other machines give no notice.
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Turns } from '../facts/turns.js';
import type { WatchedFolder } from '../shared/api/watched-folder.js';
import { isExport } from '../shared/is-export.js';
import { Arrivals, type ArrivalParts } from './take-arrivals.js';
import { listDecided, listWatchedFiles, type FileState } from './watched-files.js';

export interface WatchParts extends Omit<ArrivalParts, 'closing'> {
  /** Milliseconds from one look to the next where nothing is noticed. */
  readonly everyMs?: number;
  /** Milliseconds for which a file has to stand still. */
  readonly settleMs?: number;
}

export interface FolderWatch {
  /** What lies in the folder already is taken, too. */
  begin(): void;
  describe(): Promise<WatchedFolder>;
  /** Looks no more; resolves when the file under way is dealt with or left for the next start. */
  close(): Promise<void>;
}

const LOOK_EVERY = 30_000;
const SETTLE = 3_000;

async function listFiles(folder: string): Promise<FileState[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((e) => e.isFile()).map((e) => path.relative(folder, path.join(e.parentPath, e.name)).replaceAll(path.sep, '/')).filter(isExport).sort();
  const states = await Promise.all(names.map(async (file) => {
    // It may be gone again between listing and looking.
    const found = await stat(path.join(folder, file)).catch(() => undefined);
    return found && { file, size: found.size, modified: Math.trunc(found.mtimeMs) };
  }));
  return states.filter((state) => state !== undefined);
}

const saidBy = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isSame = (a: FileState | undefined, b: FileState): boolean => a !== undefined && a.size === b.size && a.modified === b.modified;

/** A folder that is watched from `begin` on. */
export function watchFolder({ everyMs = LOOK_EVERY, settleMs = SETTLE, ...parts }: WatchParts): FolderWatch {
  const { folder, records, workspace, log } = parts;
  const turns = new Turns();
  const closing = new AbortController();
  const arrivals = new Arrivals({ ...parts, closing: closing.signal });
  /** New files, and since when each has stood still. */
  const still = new Map<string, FileState & { readonly since: number }>();
  let problem: string | null = null;
  let lookedAt: string | null = null;
  let notices: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lookIn = (ms: number): void => {
    if (closing.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => { void turns.take(look); }, ms);
    timer.unref();
  };
  const stopListening = (): void => {
    notices?.close();
    notices = undefined;
  };
  const listen = (): void => {
    if (notices !== undefined || closing.signal.aborted) return;
    try {
      notices = watch(folder, { recursive: true, persistent: false }, () => { lookIn(settleMs); });
      notices.on('error', stopListening);
    } catch (error) {
      log.debug({ err: error, folder }, 'the watched folder gives no notice of changes');
    }
  };

  /** Those of the new files that have stood still long enough. */
  const settled = (fresh: readonly FileState[]): FileState[] => {
    const names = new Set(fresh.map((state) => state.file));
    for (const name of still.keys()) if (!names.has(name)) still.delete(name);
    const now = performance.now();
    for (const state of fresh) if (!isSame(still.get(state.file), state)) still.set(state.file, { ...state, since: now });
    return fresh.filter((state) => now - (still.get(state.file)?.since ?? now) >= settleMs);
  };

  const look = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    let isWaiting = false;
    try {
      listen();
      const files = await listFiles(folder);
      const { id } = await workspace();
      [problem, lookedAt] = [null, new Date().toISOString()];
      const known = await listDecided(records, id);
      const fresh = files.filter((state) => !isSame(known.get(state.file), state));
      const ready = settled(fresh);
      isWaiting = ready.length < fresh.length;
      if (ready.length > 0) await arrivals.bringIn(ready, known);
    } catch (error) {
      if (closing.signal.aborted) return;
      if (problem === null) log.warn({ err: error, folder }, 'the watched folder could not be looked into; it is tried again');
      problem = saidBy(error);
      stopListening();
    } finally {
      lookIn(isWaiting ? settleMs : everyMs);
    }
  };

  return {
    begin: () => { lookIn(0); },
    async describe() {
      // A workspace that can't be opened is told as a problem, also before the first look.
      const found = await workspace().catch(saidBy);
      if (typeof found === 'string') return { folder, lookedAt, problem: problem ?? found, files: [] };
      return { folder, lookedAt, problem, files: await listWatchedFiles(records, found.id) };
    },
    async close() {
      closing.abort();
      clearTimeout(timer);
      stopListening();
      await turns.take(() => Promise.resolve());
    },
  };
}
