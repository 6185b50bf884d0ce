// Brings in files that have arrived in the watched folder, and keeps what became of each: imported, known by its content,
// left out with the reason, or failed. Files that arrived together are imported in an order in which each finds what it
// refers to. Archives are unpacked elsewhere; the folder itself is only read.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RecordsStore } from '../database/records-store.js';
import type { ImportDocument } from '../shared/api/imports.js';
import type { WatchedOutcome } from '../shared/api/watched-folder.js';
import { AppError } from '../shared/errors.js';
import { isExport } from '../shared/is-export.js';
import type { Workspace } from '../shared/workspace.js';
import { isZip } from './gather-files.js';
import type { Imports } from './imports.js';
import { inOrder, isPlanned, judge, type PlannedImport } from './plan-imports.js';
import { unpackZip } from './unpack-zip.js';
import { findImportOf, listDecided, recordDecision, recordTouched, type Decided, type FileState } from './watched-files.js';

export interface ArrivalParts {
  readonly folder: string;
  readonly imports: Pick<Imports, 'connectors' | 'saveUpload' | 'preview' | 'start' | 'get'>;
  readonly records: RecordsStore;
  /** Where the files go, with its settings as they are now. */
  readonly workspace: () => Promise<Workspace>;
  readonly log: Logger;
  /** No further file is begun. */
  readonly closing: AbortSignal;
}

/** A file that is to be decided about, and where its bytes lie. */
interface Arrival extends FileState {
  readonly path: string;
  readonly digest: string;
}

interface Archive {
  readonly arrival: Arrival;
  readonly inside: readonly Arrival[];
}

type Planned = PlannedImport & { readonly arrival: Arrival };

/** Milliseconds from one look at a running import to the next. */
const POLL = 200;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const reasonOf = (error: Pick<AppError, 'message' | 'hint'>): string => sentence(`${error.message} ${error.hint}`.trim());

async function digestOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export class Arrivals {
  constructor(private readonly parts: ArrivalParts) {}

  /** @param arrived files that have stood still @param known what has been decided about earlier */
  async bringIn(arrived: readonly FileState[], known: ReadonlyMap<string, Decided>): Promise<void> {
    const temporary: string[] = [];
    const planned: Planned[] = [];
    const archives: Archive[] = [];
    try {
      for (const state of arrived) {
        if (this.parts.closing.aborted) return;
        const arrival = await this.read(state, known.get(state.file));
        if (arrival === undefined) continue;
        await this.orLeaveOut(arrival, async () => {
          const archive = await this.unpack(arrival, temporary);
          if (archive !== undefined) archives.push(archive);
          // Of an archive that was cut off half way, what has been decided about stands.
          for (const one of archive?.inside.filter((a) => known.get(a.file)?.digest !== a.digest) ?? [arrival]) {
            const found = await this.orLeaveOut(one, () => this.plan(one));
            if (found !== undefined) planned.push(found);
          }
        });
      }
      const byUpload = new Map(planned.map((p) => [p.uploadId, p]));
      for (const { uploadId } of inOrder(planned, this.parts.imports.connectors())) {
        const one = byUpload.get(uploadId);
        if (one !== undefined && !this.parts.closing.aborted) await this.orLeaveOut(one.arrival, () => this.importPlanned(one));
      }
      await this.closeArchives(archives);
    } finally {
      for (const place of temporary) await rm(place, { recursive: true, force: true });
    }
  }

  /** The file with its digest; nothing where its bytes are known, can't be read, or are gone again. */
  private async read(state: FileState, before: Decided | undefined): Promise<Arrival | undefined> {
    const place = path.join(this.parts.folder, state.file);
    try {
      const digest = await digestOf(place, this.parts.closing);
      if (before?.digest !== digest) return { ...state, path: place, digest };
      await recordTouched(this.parts.records, (await this.parts.workspace()).id, state);
    } catch (error) {
      if (this.parts.closing.aborted) return undefined;
      if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
      if (error.code !== 'ENOENT') await this.decide({ ...state, path: place, digest: '' }, 'failed', `It can’t be read (${error.code}). See that Leadline may read it, then put it there anew.`);
    }
    return undefined;
  }

  private async decide({ file, size, modified, digest }: Arrival, outcome: WatchedOutcome, reason: string | null, importId: string | null = null): Promise<void> {
    const { records, workspace, log } = this.parts;
    if (outcome === 'left_out' || outcome === 'failed') log.warn({ file, reason }, 'a file of the watched folder was not imported');
    await recordDecision(records, (await workspace()).id, { file, size, modified, digest, outcome, reason, importId });
  }

  /** Refusals are the file's own and stand; what lies with the machine is tried again at the next look. */
  private async orLeaveOut<T>(arrival: Arrival, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && error.status < 500) await this.decide(arrival, 'left_out', reasonOf(error));
      else if (!this.parts.closing.aborted) this.parts.log.error({ err: error, file: arrival.file }, 'a file of the watched folder could not be dealt with; it is tried again');
      return undefined;
    }
  }

  /** An archive with its files in a place of their own; undefined for anything else. */
  private async unpack(arrival: Arrival, temporary: string[]): Promise<Archive | undefined> {
    if (!(await isZip(arrival.path))) return undefined;
    const place = await mkdtemp(path.join(tmpdir(), 'leadline-watch-'));
    temporary.push(place);
    const inside = await unpackZip(arrival.path, place, isExport);
    return { arrival, inside: await Promise.all(inside.map(async ({ file, name }) => ({ path: file, file: `${arrival.file}/${name}`, size: (await stat(file)).size, modified: arrival.modified, digest: await digestOf(file, this.parts.closing) }))) };
  }

  /** Whether these bytes came in before, which is its decision then. */
  private async isKnown(arrival: Arrival): Promise<boolean> {
    const before = await findImportOf(this.parts.records, (await this.parts.workspace()).id, arrival.digest);
    if (before !== undefined) await this.decide(arrival, 'known', `The same content came in before, by ${before.file}.`, before.id);
    return before !== undefined;
  }

  /** What a file is; its decision is taken where there is nothing to import. */
  private async plan(arrival: Arrival): Promise<Planned | undefined> {
    if (await this.isKnown(arrival)) return undefined;
    const { imports, workspace } = this.parts;
    const here = await workspace();
    const { uploadId, size } = await imports.saveUpload(here, createReadStream(arrival.path, { signal: this.parts.closing }), path.posix.basename(arrival.file));
    // Still being written after all: the next look finds it changed.
    if (size !== arrival.size) return undefined;
    const judged = judge({ file: arrival.path, name: arrival.file }, await imports.preview(here, { uploadId, sample: false }));
    if (isPlanned(judged)) return { ...judged, arrival };
    await this.decide(arrival, 'left_out', sentence(judged.reason));
    return undefined;
  }

  private async importPlanned({ arrival, connector, uploadId }: Planned): Promise<void> {
    // Two copies may have arrived at once.
    if (await this.isKnown(arrival)) return;
    const { imports, workspace, closing } = this.parts;
    const here = await workspace();
    const { id } = await imports.start(here, { uploadId, connector, dryRun: false });
    const run = await this.ended(here, id);
    // The next start goes on with it.
    if (run === undefined || closing.aborted) return;
    const reason = run.error === null ? (run.state === 'done' ? null : `Its import was ${run.state}.`) : reasonOf(run.error);
    await this.decide(arrival, run.state === 'done' ? 'imported' : 'failed', reason, id);
  }

  /** An import that has ended; undefined when this process stops first. */
  private async ended(workspace: Workspace, id: string): Promise<ImportDocument | undefined> {
    for (;;) {
      const run = await this.parts.imports.get(workspace, id);
      if (run.state !== 'waiting' && run.state !== 'running') return run;
      if (this.parts.closing.aborted) return undefined;
      await sleep(POLL, undefined, { signal: this.parts.closing }).catch(() => undefined);
    }
  }

  /** Archives all of whose files have been decided about need not be unpacked again. */
  private async closeArchives(archives: readonly Archive[]): Promise<void> {
    const decided = await listDecided(this.parts.records, (await this.parts.workspace()).id);
    for (const { arrival, inside } of archives) {
      if (inside.length === 0) await this.decide(arrival, 'left_out', 'There is no file in it.');
      else if (inside.every((one) => decided.get(one.file)?.digest === one.digest)) await this.decide(arrival, 'unpacked', null);
    }
  }
}
