// Rows of a file on their way in, up to the next checkpoint: their facts as a pending batch, their refusals
// as text, and what they add to the counts once the batch is written.
import type { ReadContext, RowProblem, RowResult } from '../connectors/connector.js';
import { checkDraft, DraftProblem, type CheckedDraft } from '../facts/check-draft.js';
import type { FactDraft } from '../facts/drafts.js';
import type { PendingBatch } from '../facts/pending-batch.js';
import type { WriteResult } from '../facts/writer.js';
import type { ImportCounts } from '../shared/api/imports.js';
import type { Problem } from './import-records.js';
import { refusalLine } from './rejects-file.js';

/** Facts, or characters of the rows they came from (below), after which a batch is written. */
const MOST_FACTS = 80_000;
/** Facts that name somebody, after which a batch is written: telling people apart takes more memory than anything else. */
const MOST_PEOPLE = 8_000;
const MOST_CHARACTERS = 12 << 20;
/** Different problems that are counted apart; the rejects file has them all. */
const PROBLEMS_KEPT = 200;

/** What is recorded of an import so far. */
export interface Tally {
  readonly counts: ImportCounts;
  readonly problems: readonly Problem[];
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

const dayOf = (draft: CheckedDraft): string => ('at' in draft ? draft.at : 'day' in draft ? draft.day : 'from' in draft ? draft.from : 'createdAt' in draft ? draft.createdAt : draft.startsAt);

const digit = (text: string, i: number): number => text.charCodeAt(i) - 48;
/** `2026-03-31…` as 20260331: days of a whole batch without keeping its texts. */
const dayNumber = (t: string): number =>
  ((digit(t, 0) * 10 + digit(t, 1)) * 10 + digit(t, 2)) * 100_000 + digit(t, 3) * 10_000 + digit(t, 5) * 1000 + digit(t, 6) * 100 + digit(t, 8) * 10 + digit(t, 9);
const dayText = (n: number): string => `${String(n).slice(0, 4)}-${String(n).slice(4, 6)}-${String(n).slice(6)}`;

export class ImportBatch {
  /** Text for the rejects file. */
  refusals = '';
  private characters = 0;
  private read = 0;
  private rejected = 0;
  private skipped = 0;
  /** Facts of each row that has any, in order. */
  private readonly factsOfRow: number[] = [];
  private readonly dayOfFact: number[] = [];
  private readonly problems = new Map<string, Problem>();

  constructor(readonly pending: PendingBatch, private readonly header: readonly string[], private readonly context: ReadContext, private readonly mostFacts = MOST_FACTS) {}

  get isFull(): boolean {
    return this.pending.size >= this.mostFacts || this.pending.people >= MOST_PEOPLE || this.characters >= MOST_CHARACTERS;
  }

  /** Takes in a row that brings no facts: a refusal, or nothing. */
  takeOther(result: Exclude<RowResult, { readonly facts: unknown }>): void {
    if ('skipped' in result) this.skipped += 1;
    else this.refuse(result, result.problem);
  }

  /** Takes in a row's facts, all of them or, when one can't be a fact, none. */
  takeFacts(result: RowResult & { readonly facts: readonly FactDraft[] }, eventIds: readonly string[]): void {
    if (result.facts.length === 0) {
      this.skipped += 1;
      return;
    }
    const checked: CheckedDraft[] = [];
    for (const draft of result.facts) {
      const fact = checkDraft(draft, this.context);
      if (fact instanceof DraftProblem) {
        this.refuse(result, { column: fact.field, ...(fact.value !== undefined && { value: fact.value }), reason: fact.reason, remedy: fact.remedy });
        return;
      }
      checked.push(fact);
    }
    this.read += 1;
    this.factsOfRow.push(checked.length);
    for (let i = 0; i < checked.length; i++) {
      const draft = checked[i];
      if (draft === undefined) continue;
      this.pending.add(draft, eventIds[i] ?? '', result.line);
      this.dayOfFact.push(dayNumber(dayOf(draft)));
    }
    this.measure(result.cells);
  }

  private measure(cells: readonly string[]): void {
    for (let i = 0; i < cells.length; i++) this.characters += cells[i]?.length ?? 0;
  }

  private refuse(result: RowResult, problem: RowProblem): void {
    this.read += 1;
    this.rejected += 1;
    this.refusals += refusalLine(result.line, problem, this.header, result.cells);
    this.measure(result.cells);
    const column = problem.column ?? null;
    const key = `${column ?? ''}\n${problem.reason}`;
    const known = this.problems.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.problems.size < PROBLEMS_KEPT) this.problems.set(key, { reason: problem.reason, remedy: problem.remedy, column, count: 1, firstLine: result.line });
  }

  /** What is recorded when this batch has been written as `written` says; undefined when it held no fact. */
  addTo(before: Tally, written: WriteResult | undefined): Tally {
    const { counts } = before;
    let [accepted, first, last, item] = [0, before.firstDay === null ? 99_999_999 : dayNumber(before.firstDay), before.lastDay === null ? 0 : dayNumber(before.lastDay), 0];
    for (const facts of this.factsOfRow) {
      let isNew = false;
      for (const end = item + facts; item < end; item++) {
        if (written?.perItem[item] === 'duplicate') continue;
        isNew = true;
        const day = this.dayOfFact[item] ?? 0;
        if (day < first) first = day;
        if (day > last) last = day;
      }
      if (isNew) accepted += 1;
    }
    const factCounts = { ...counts.facts };
    for (const [kind, n] of Object.entries(written?.facts ?? {})) factCounts[kind] = (factCounts[kind] ?? 0) + n;
    return {
      counts: {
        read: counts.read + this.read, accepted: counts.accepted + accepted, duplicates: counts.duplicates + this.factsOfRow.length - accepted,
        rejected: counts.rejected + this.rejected, skipped: counts.skipped + this.skipped, facts: factCounts,
      },
      problems: this.problemsAfter(before.problems),
      firstDay: first > last ? null : dayText(first),
      lastDay: first > last ? null : dayText(last),
    };
  }

  private problemsAfter(before: readonly Problem[]): Problem[] {
    const all = new Map(before.map((p) => [`${p.column ?? ''}\n${p.reason}`, { ...p }]));
    for (const [key, problem] of this.problems) {
      const known = all.get(key);
      if (known !== undefined) known.count += problem.count;
      else if (all.size < PROBLEMS_KEPT) all.set(key, problem);
    }
    return [...all.values()].sort((a, b) => b.count - a.count || a.firstLine - b.firstLine);
  }
}
