// Decides, for each column of a table, which sign is the decimal one and whether days come before months:
// by the cells that leave no doubt, over the file's start and, where that tells nothing, over all of it.
import { AppError } from '../../shared/errors.js';
import { detach } from '../../shared/detach.js';
import { dateEvidence, type DateOrder } from './parse-moment.js';
import { numberEvidence, type DecimalSign } from './parse-number.js';
import { isEmpty } from './refusal.js';
import type { Table } from './table.js';

/** What a column is read as. `count` never has a fraction, so it can't be in doubt. */
export type ColumnUse = 'date' | 'amount' | 'count';

export interface ColumnFormat {
  readonly dateOrder: DateOrder | undefined;
  readonly decimal: DecimalSign | undefined;
}

/** What the user or the format of the file says; asked before the cells. */
export interface GivenFormat {
  readonly dateOrder?: DateOrder | undefined;
  readonly decimal?: DecimalSign | undefined;
  /** The decimal sign where the whole file leaves it open, for products that write numbers one way whatever the user's language. */
  readonly decimalIfOpen?: DecimalSign | undefined;
  /** Where to say it, for the hint: "in the mapping", "with --option". */
  readonly where?: string;
}

/** Of the clear cells, this share must agree; the others are refused row by row. */
const AGREEMENT = 0.95;

class Votes<T extends string> {
  private readonly counts = new Map<T, { n: number; example: string }>();
  doubtful: string | undefined;

  add(vote: T | 'none' | 'either', text: string): void {
    if (vote === 'none') return;
    if (vote === 'either') {
      this.doubtful ??= detach(text);
      return;
    }
    const seen = this.counts.get(vote);
    if (seen === undefined) this.counts.set(vote, { n: 1, example: detach(text) });
    else seen.n++;
  }

  get ranked(): { vote: T; n: number; example: string }[] {
    return [...this.counts].map(([vote, seen]) => ({ vote, ...seen })).sort((a, b) => b.n - a.n);
  }

  /** The clear winner; undefined when nothing is clear or the clear cells disagree. */
  get decision(): T | undefined {
    const [first, ...others] = this.ranked;
    if (first === undefined) return undefined;
    const total = others.reduce((n, o) => n + o.n, first.n);
    return first.n >= total * AGREEMENT ? first.vote : undefined;
  }

  get mixed(): boolean {
    return this.counts.size > 1 && this.decision === undefined;
  }

  exampleOf(vote: T): string | undefined {
    return this.counts.get(vote)?.example;
  }
}

/**
 * Beside the clear cells: whether numbers under a thousand stand bare and larger ones never do.
 * Then `1,200` beside `800` is twelve hundred: a column of fractions would not write all of them with three digits.
 */
class NumberVotes extends Votes<DecimalSign> {
  private readonly separated = { '.': 0, ',': 0 };
  private small = 0;
  private large = 0;

  look(text: string): void {
    const evidence = numberEvidence(text);
    this.add(evidence, text);
    if (evidence === 'either') this.separated[text.includes('.') ? '.' : ',']++;
    else if (evidence === 'none') {
      const digits = text.replace(/\D/g, '');
      if (digits.length > 3) this.large++;
      else if (digits.length > 0) this.small++;
    }
  }

  override get decision(): DecimalSign | undefined {
    const clear = super.decision;
    if (clear !== undefined || this.mixed || this.large > 0 || this.small === 0) return clear;
    const { '.': points, ',': commas } = this.separated;
    if (points > 1 && commas === 0) return ',';
    return commas > 1 && points === 0 ? '.' : undefined;
  }

  override get mixed(): boolean {
    return this.ranked.length > 1 && super.decision === undefined;
  }
}

/**
 * Formats of the columns of `uses` (index of a column -> what it is read as).
 * A column whose cells leave it open takes what the other columns of the file agree on.
 * @throws AppError ambiguous_dates, ambiguous_numbers when the whole file can be read both ways
 * @throws AppError mixed_dates when it has clear cells of both kinds in one column
 */
export async function decideFormats(table: Table, uses: ReadonlyMap<number, ColumnUse>, given: GivenFormat): Promise<(column: number) => ColumnFormat> {
  const dates = new Map<number, Votes<'dmy' | 'mdy'>>();
  const numbers = new Map<number, NumberVotes>();
  for (const [column, use] of uses) {
    if (use === 'date' && given.dateOrder === undefined) dates.set(column, new Votes());
    if (use === 'amount' && given.decimal === undefined) numbers.set(column, new NumberVotes());
  }
  const look = (cells: readonly string[]): void => {
    for (const [column, votes] of dates) {
      const cell = cells[column] ?? '';
      if (!isEmpty(cell)) votes.add(dateEvidence(cell), cell);
    }
    for (const [column, votes] of numbers) {
      const cell = cells[column] ?? '';
      if (!isEmpty(cell)) votes.look(cell);
    }
  };
  table.sample.forEach(look);

  const open = (): boolean =>
    [...dates.values()].some((v) => v.doubtful !== undefined && pooled(v, dates) === undefined && !v.mixed) ||
    [...numbers.values()].some((v) => v.doubtful !== undefined && pooled(v, numbers) === undefined && !v.mixed);
  if (open() && !table.sampleIsAll) {
    for await (const batch of table.rows()) {
      for (const row of batch) if (row.problem === undefined && row.skipped === undefined) look(row.cells);
      if (!open()) break;
    }
  }
  for (const [column, votes] of dates) checkDates(table, column, votes, dates, given);
  for (const [column, votes] of numbers) checkNumbers(table, column, votes, numbers, given);

  return (column) => {
    const date = dates.get(column);
    const number = numbers.get(column);
    return {
      dateOrder: given.dateOrder ?? (date === undefined ? undefined : pooled(date, dates)),
      decimal: given.decimal ?? (number === undefined ? undefined : (pooled(number, numbers) ?? given.decimalIfOpen)),
    };
  };
}

/** A column's own decision, else the one that all deciding columns share. */
function pooled<T extends string>(votes: Votes<T>, all: ReadonlyMap<number, Votes<T>>): T | undefined {
  if (votes.decision !== undefined || votes.mixed) return votes.decision;
  const decisions = new Set([...all.values()].map((v) => v.decision).filter((d) => d !== undefined));
  const [only] = decisions;
  return decisions.size === 1 ? only : undefined;
}

function checkDates(table: Table, column: number, votes: Votes<'dmy' | 'mdy'>, all: ReadonlyMap<number, Votes<'dmy' | 'mdy'>>, given: GivenFormat): void {
  const name = table.header[column] ?? '';
  const where = given.where ?? 'in the mapping';
  if (votes.mixed) {
    throw new AppError('mixed_dates', { column: name, first: votes.exampleOf('dmy'), second: votes.exampleOf('mdy'), where });
  }
  if (votes.doubtful === undefined || pooled(votes, all) !== undefined) return;
  throw new AppError('ambiguous_dates', { column: name, example: votes.doubtful, remedy: `dateOrder: dmy (day first) or dateOrder: mdy (month first) ${where}` });
}

function checkNumbers(table: Table, column: number, votes: Votes<DecimalSign>, all: ReadonlyMap<number, Votes<DecimalSign>>, given: GivenFormat): void {
  if (votes.mixed || votes.doubtful === undefined || given.decimalIfOpen !== undefined || pooled(votes, all) !== undefined) return;
  throw new AppError('ambiguous_numbers', { column: table.header[column] ?? '', example: votes.doubtful, where: given.where ?? 'in the mapping' });
}
