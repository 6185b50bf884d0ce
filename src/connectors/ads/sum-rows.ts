// Rows of a report that only split one thing further come out as one fact, on the last of them: read twice,
// so that a file of any size needs no more memory than what is open between a group's first and last row.
import type { FactDraft } from '../../facts/drafts.js';
import type { RowProblem, RowResult } from '../connector.js';
import { detach } from '../../shared/detach.js';
import type { Table, TableRow } from '../reading/table.js';
import { hash53, RepeatCounter } from './count-repeats.js';
import { isTotal } from './totals.js';

/** A row as read: rows with the same key are one fact. */
export interface Summand {
  readonly key: string;
}
export type Outcome<Row extends Summand> = Row | { readonly problem: RowProblem } | { readonly skipped: string };

export interface Summing<Row extends Summand> {
  readonly read: (cells: readonly string[]) => Outcome<Row>;
  /** The sum of two rows with the same key, or why they can't be added. */
  readonly add: (a: Row, b: Row) => Row | RowProblem;
  /** The facts of a row, or of rows added up. */
  readonly drafts: (row: Row) => readonly FactDraft[];
  /** Said of a row that was added to a later one. */
  readonly summed: string;
  /** The rows to read where they are not simply the table's; may be called more than once. */
  readonly rows?: (table: Table) => AsyncGenerator<TableRow[]>;
}

/** Shortened totals and damaged rows don't get as far as `read`. */
const held = ({ problem, skipped }: TableRow): boolean => problem !== undefined || skipped !== undefined;

export async function* sumRows<Row extends Summand>(table: Table, { read, add, drafts, summed, rows = (t) => t.rows() }: Summing<Row>): AsyncGenerator<RowResult[]> {
  const counter = new RepeatCounter();
  for await (const batch of rows(table)) {
    for (const row of batch) {
      if (held(row)) continue;
      const outcome = read(row.cells);
      if ('key' in outcome) counter.add(outcome.key);
    }
  }
  const repeats = counter.repeats();
  const open = new Map<string, { sum: Row; left: number; line: number; cells: readonly string[] }>();
  for await (const batch of rows(table)) {
    const results: RowResult[] = [];
    for (const row of batch) {
      const { line, cells, problem, skipped } = row;
      if (skipped !== undefined || (problem !== undefined && isTotal(cells[0] ?? ''))) results.push({ line, cells, skipped: skipped ?? 'total' });
      else if (problem !== undefined) results.push({ line, cells, problem });
      else {
        const outcome = read(cells);
        if (!('key' in outcome)) {
          results.push({ line, cells, ...outcome });
          continue;
        }
        const before = open.get(outcome.key);
        const left = before === undefined ? (repeats.get(hash53(outcome.key)) ?? 1) : before.left;
        const total = before === undefined ? outcome : add(before.sum, outcome);
        if (!('key' in total)) {
          results.push({ line, cells, problem: total });
          continue;
        }
        if (left > 1) {
          open.set(outcome.key, { sum: total, left: left - 1, line, cells: cells.map(detach) });
          results.push({ line, cells, skipped: summed });
          continue;
        }
        open.delete(outcome.key);
        results.push({ line, cells, facts: drafts(total) });
      }
    }
    yield results;
  }
  // Left only where rows of a group were refused.
  if (open.size > 0) yield [...open.values()].map(({ sum, line, cells }) => ({ line, cells, facts: drafts(sum) }));
}
