// Brings one file in: reads it with its connector, refuses rows with a reason, writes batches, and records after each
// how far it has got. Run again after a crash it passes over what is recorded and ends as an undisturbed run would.
import type { Connector, ReadContext, RowProblem, RowResult } from '../connectors/connector.js';
import type { RecordsStore } from '../database/records-store.js';
import { checkDraft, DraftProblem, type CheckedDraft } from '../facts/check-draft.js';
import type { FactDraft } from '../facts/drafts.js';
import type { PendingBatch } from '../facts/pending-batch.js';
import type { FactWriter } from '../facts/writer.js';
import type { ImportCounts } from '../shared/api/imports.js';
import type { Workspace } from '../shared/workspace.js';
import { EventIds } from './event-ids.js';
import { saveCheckpoint, type Checkpoint, type ImportRow, type Problem } from './import-records.js';
import { RejectsFile } from './rejects-file.js';
import type { Uploads } from './uploads.js';

/** Facts, or characters of the rows they came from, after which a batch is written. */
const BATCH_FACTS = 100_000;
const BATCH_CHARACTERS = 32 << 20;
/** Different problems that are counted apart; the rejects file has them all. */
const PROBLEMS_KEPT = 200;

export interface RunParts {
  readonly records: RecordsStore;
  readonly writer: FactWriter;
  readonly uploads: Uploads;
  readonly rejectsFolder: string;
  readonly connector: Connector;
  /** The workspace as it is now: the first batch may have given it a currency. */
  workspace(): Promise<Workspace>;
  readonly onProgress: (rows: number, bytes: number) => void;
  /** Set when the import is to stop at the next checkpoint. */
  readonly stop: AbortSignal;
}

export type Outcome = 'done' | 'stopped';

/** Facts of rows that wait to be written, and which row each belongs to. */
interface WaitingRow {
  readonly first: number;
  readonly facts: number;
}

const dayOfDraft = (draft: CheckedDraft): string | undefined => {
  if ('at' in draft) return draft.at.slice(0, 10);
  if ('day' in draft) return draft.day;
  if ('from' in draft) return draft.from;
  if ('createdAt' in draft) return draft.createdAt.slice(0, 10);
  return 'startsAt' in draft ? draft.startsAt.slice(0, 10) : undefined;
};

class Run {
  private counts: ImportCounts;
  private readonly problems: Map<string, Problem>;
  private firstDay: string | null;
  private lastDay: string | null;
  private committedUntil: number;
  private rowsSeen = 0;
  bytesRead = 0;
  private pending: PendingBatch;
  private waiting: WaitingRow[] = [];
  private characters = 0;

  constructor(private readonly row: ImportRow, private readonly parts: RunParts, private workspace: Workspace, private readonly ids: EventIds, private readonly rejects: RejectsFile) {
    this.counts = { ...row.counts, facts: { ...row.counts.facts } };
    this.problems = new Map(row.problems.map((p) => [`${p.column ?? ''}\u0000${p.reason}`, p]));
    this.firstDay = row.first_day;
    this.lastDay = row.last_day;
    this.committedUntil = row.committed_until;
    this.pending = parts.writer.begin();
  }

  get isFull(): boolean {
    return this.pending.size >= BATCH_FACTS || this.characters >= BATCH_CHARACTERS;
  }

  get rows(): number {
    return this.rowsSeen;
  }

  take(result: RowResult): void {
    this.rowsSeen += 1;
    const isDone = this.rowsSeen <= this.row.rows_done;
    // Also rows that are passed over count: the next identical one is the second.
    const ids = 'facts' in result ? this.ids.of(result.cells, result.facts) : [];
    if (isDone) return;
    if ('skipped' in result) this.counts.skipped += 1;
    else {
      this.counts.read += 1;
      if ('problem' in result) this.refuse(result, result.problem);
      else this.accept(result, ids);
    }
  }

  private accept(result: RowResult & { readonly facts: readonly FactDraft[] }, ids: readonly string[]): void {
    const { settings } = this.workspace;
    const rules = { stages: settings.stages, currency: settings.currency === '' ? undefined : settings.currency };
    const checked: CheckedDraft[] = [];
    for (const draft of result.facts) {
      const fact = checkDraft(draft, rules);
      if (fact instanceof DraftProblem) {
        this.refuse(result, { column: fact.field, ...(fact.value !== undefined && { value: fact.value }), reason: fact.reason, remedy: fact.remedy });
        return;
      }
      checked.push(fact);
    }
    this.waiting.push({ first: this.pending.size, facts: checked.length });
    checked.forEach((draft, i) => {
      this.pending.add(draft, ids[i] ?? '', result.line);
      const day = dayOfDraft(draft);
      if (day === undefined) return;
      if (this.firstDay === null || day < this.firstDay) this.firstDay = day;
      if (this.lastDay === null || day > this.lastDay) this.lastDay = day;
    });
    for (const cell of result.cells) this.characters += cell.length;
  }

  private refuse(result: RowResult, problem: RowProblem): void {
    this.counts.rejected += 1;
    this.rejects.add(result.line, problem, result.cells);
    const column = problem.column ?? null;
    const key = `${column ?? ''}\u0000${problem.reason}`;
    const known = this.problems.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.problems.size < PROBLEMS_KEPT) this.problems.set(key, { reason: problem.reason, remedy: problem.remedy, column, count: 1, firstLine: result.line });
    for (const cell of result.cells) this.characters += cell.length;
  }

  /** Writes the batch, then its refusals, then records both. */
  async commit(): Promise<void> {
    const { row, parts } = this;
    const source = { importId: row.id, sourceId: row.connector, fileDigest: row.digest, committedUntil: this.committedUntil, pending: this.pending };
    if (this.pending.size > 0) {
      const written = row.dry_run ? await parts.writer.rehearse(this.workspace, source) : await parts.writer.write(this.workspace, source);
      for (const { first, facts } of this.waiting) {
        let isNew = facts === 0;
        for (let i = first; i < first + facts; i += 1) if (written.perItem[i] !== 'duplicate') isNew = true;
        if (isNew) this.counts.accepted += 1;
        else this.counts.duplicates += 1;
      }
      for (const [kind, n] of Object.entries(written.facts)) this.counts.facts[kind] = (this.counts.facts[kind] ?? 0) + n;
      this.committedUntil = written.receivedUntil;
    } else this.counts.accepted += this.waiting.length;
    const checkpoint: Checkpoint = {
      counts: this.counts, rowsDone: this.rowsSeen, rejectsBytes: await this.rejects.flush(), bytesRead: this.bytesRead, committedUntil: this.committedUntil,
      problems: [...this.problems.values()].sort((a, b) => b.count - a.count), firstDay: this.firstDay, lastDay: this.lastDay,
    };
    await saveCheckpoint(parts.records, row.id, checkpoint);
    this.pending = parts.writer.begin();
    this.waiting = [];
    this.characters = 0;
    this.workspace = await parts.workspace();
  }
}

/**
 * Runs an import to its end or to the checkpoint at which it is told to stop.
 * @throws AppError wrong_file, mapping_invalid, ambiguous_dates, disk_full
 */
export async function runImport(row: ImportRow, options: unknown, parts: RunParts): Promise<Outcome> {
  const workspace = await parts.workspace();
  const { settings } = workspace;
  const context: ReadContext = { timeZone: settings.timeZone, currency: settings.currency === '' ? undefined : settings.currency, stages: settings.stages, now: row.started };
  let run: Run | undefined;
  const file = parts.uploads.open({ id: row.upload_id, file: row.file, size: row.size }, (bytes) => { if (run !== undefined) run.bytesRead = bytes; });
  const { header, rows } = await parts.connector.read(file, options, context);
  const rejects = await RejectsFile.open(parts.rejectsFolder, row.id, header, row.rejects_bytes);
  try {
    run = new Run(row, parts, workspace, new EventIds(row.connector, header), rejects);
    for await (const batch of rows) {
      for (const result of batch) {
        run.take(result);
        if (run.isFull) await run.commit();
      }
      parts.onProgress(run.rows, run.bytesRead);
      if (parts.stop.aborted && run.rows > row.rows_done) {
        await run.commit();
        return 'stopped';
      }
    }
    await run.commit();
    return 'done';
  } finally {
    await rejects.close();
    if (row.dry_run) await parts.writer.forgetRehearsal(row.workspace_id, row.id);
  }
}
