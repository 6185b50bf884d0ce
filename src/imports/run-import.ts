// Brings one file in: reads it with its connector, writes its facts in batches, and records after each how far it has
// got. While the engine stores one batch the next is read. Run again after a crash it passes over what is recorded and
// ends as an undisturbed run would: batches end at the same rows, settings are those of the first start.
import { setImmediate } from 'node:timers/promises';
import type { Connector, ReadContext } from '../connectors/connector.js';
import type { RecordsStore } from '../database/records-store.js';
import type { FactWriter } from '../facts/writer.js';
import type { Workspace } from '../shared/workspace.js';
import { EventIds } from './event-ids.js';
import { ImportBatch, type Tally } from './import-batch.js';
import { keepContext, NO_COUNTS, saveCheckpoint, type ImportRow } from './import-records.js';
import { contextFor } from './preview.js';
import { RejectsFile } from './rejects-file.js';
import type { Uploads } from './uploads.js';

export interface RunParts {
  readonly records: RecordsStore;
  readonly writer: FactWriter;
  readonly uploads: Pick<Uploads, 'open'>;
  readonly rejectsFolder: string;
  readonly connector: Connector;
  /** The workspace as it is now: the first batch may have given it a currency. */
  workspace(): Promise<Workspace>;
  readonly onProgress: (rows: number, bytes: number) => void;
  /** Set when the import is to stop at the next checkpoint. */
  readonly stop: AbortSignal;
  readonly factsPerBatch?: number | undefined;
}

export type Outcome = 'done' | 'stopped';

/** Batches in the order of the file, one after the other; what is recorded is what is stored. */
class Ledger {
  private tally: Tally;
  private committedUntil: number;

  constructor(private readonly row: ImportRow, private readonly parts: RunParts, private readonly rejects: RejectsFile) {
    this.tally = { counts: row.counts, problems: row.problems, firstDay: row.first_day, lastDay: row.last_day };
    this.committedUntil = row.committed_until;
  }

  /** Stores the batch, then its refusals, then records both. */
  async commit(batch: ImportBatch, rowsDone: number, bytesRead: number): Promise<void> {
    const { row, parts } = this;
    const { writer } = parts;
    const source = { importId: row.id, sourceId: row.connector, fileDigest: row.digest, committedUntil: this.committedUntil, pending: batch.pending };
    const written = batch.pending.size === 0 ? undefined : await (row.dry_run ? writer.rehearse(await parts.workspace(), source) : writer.write(await parts.workspace(), source));
    this.tally = batch.addTo(this.tally, written);
    if (written !== undefined) this.committedUntil = written.receivedUntil;
    await saveCheckpoint(parts.records, row.id, { ...this.tally, rowsDone, bytesRead, committedUntil: this.committedUntil, rejectsBytes: await this.rejects.append(batch.refusals) });
  }
}

/** A dry run has stored nothing that it could go on from. */
const fromTheStart = (row: ImportRow): ImportRow => ({ ...row, counts: NO_COUNTS, problems: [], rows_done: 0, rejects_bytes: 0, committed_until: 0, first_day: null, last_day: null });

/**
 * Runs an import to its end or to the checkpoint at which it is told to stop.
 * @throws AppError wrong_file, mapping_invalid, ambiguous_dates, disk_full
 */
export async function runImport(begun: ImportRow, options: unknown, parts: RunParts): Promise<Outcome> {
  const { writer, onProgress } = parts;
  const row = begun.dry_run ? fromTheStart(begun) : begun;
  if (row.dry_run) await writer.forgetRehearsal(row.workspace_id, row.id);
  const context: ReadContext = await keepContext(parts.records, row.id, row.context ?? contextFor(await parts.workspace(), row.started));
  let bytes = 0;
  const file = parts.uploads.open({ id: row.upload_id, file: row.file, size: row.size }, (total) => { bytes = Math.max(bytes, total); });
  const { header, rows } = await parts.connector.read(file, options, context);
  bytes = 0; // those read so far were read to find out what the file is
  const rejects = await RejectsFile.open(parts.rejectsFolder, row.id, header, row.rejects_bytes);
  const ids = new EventIds(row.connector, header);
  const ledger = new Ledger(row, parts, rejects);
  const newBatch = async (): Promise<ImportBatch> => new ImportBatch(await writer.begin(row.workspace_id), header, context, parts.factsPerBatch);
  let writing: Promise<void> = Promise.resolve();
  let batch = await newBatch();
  let rowsSeen = 0;

  /** Hands the batch over as soon as the one before is recorded, unless the import is to stop there; a failure shows at the next call. @returns whether it was */
  const handOver = async (): Promise<boolean> => {
    await writing;
    if (parts.stop.aborted) return false;
    writing = ledger.commit(batch, rowsSeen, bytes);
    writing.catch(() => undefined);
    batch = await newBatch();
    return true;
  };

  try {
    for await (const results of rows) {
      for (const result of results) {
        rowsSeen += 1;
        if ('facts' in result) {
          // Rows that are passed over count too: the next identical one is the second.
          const eventIds = ids.of(result.cells, result.facts);
          if (rowsSeen > row.rows_done) batch.takeFacts(result, eventIds);
        } else if (rowsSeen > row.rows_done) batch.takeOther(result);
        if (!batch.isFull) continue;
        if (!(await handOver())) return 'stopped';
      }
      onProgress(rowsSeen, bytes);
      // Reading never waits for long: without a breath the stores' answers about the batch before would.
      await setImmediate();
      if (!parts.stop.aborted) continue;
      await writing; // what has been read since will be read again
      return 'stopped';
    }
    if (!(await handOver())) return 'stopped';
    await writing;
    return 'done';
  } finally {
    await writing.catch(() => undefined);
    await rejects.close();
    if (row.dry_run) await writer.forgetRehearsal(row.workspace_id, row.id);
  }
}
