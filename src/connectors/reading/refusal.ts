// What a parser of one cell returns instead of a value, and which cells count as empty.
import type { RowProblem } from '../connector.js';

/** Why a cell can't be read, and how to mend it. Returned, not thrown: refused input is data. */
export class Refusal {
  constructor(
    readonly reason: string,
    readonly remedy: string,
  ) {}

  /** The problem of the row this cell stands in; a long value is shown cut. */
  inColumn(column: string, value: string): RowProblem {
    return { column, value: value.length > 120 ? `${value.slice(0, 119)}…` : value, reason: this.reason, remedy: this.remedy };
  }
}

/** Parses one cell that is not empty. */
export type CellParser<T> = (text: string) => T | Refusal;

const EMPTY = new Set(['', '-', '--', '---', '–', '—', 'n/a', 'N/A', '#N/A', 'NULL', 'null', '\\N', '(null)', '(blank)', '-None-', '--None--', 'NaN', 'nan']);

/** Whether a cell says "nothing": blank, dashes, n/a, NULL, \N or Zoho's -None-. Capitalised Null may be a name and is none of them. */
export function isEmpty(text: string): boolean {
  if (text === '') return true;
  // Nearly every cell begins with a letter or digit that no such word begins with: decided without a look-up.
  const first = text.charCodeAt(0);
  if ((first > 47 && first < 91 && first !== 78) || (first > 96 && first < 123 && first !== 110)) return false;
  if (text.length > 12) return text.trim() === '';
  return EMPTY.has(text) || EMPTY.has(text.trim());
}
