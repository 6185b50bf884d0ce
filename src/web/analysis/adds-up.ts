// Tells whether the rows behind a figure add up to it, digit by digit.
import type { ExplainDocument, Figure } from '../../shared/api/figures.js';

/** A decimal without leading or trailing zeros, `-12.5`; undefined when the text is none. */
function normalise(value: Figure | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const match = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(String(value));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}

/** Whether two figures are the same amount however they are written: `84`, `"84.00"`. */
export function sameAmount(a: Figure | undefined, b: Figure | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  const [x, y] = [normalise(a), normalise(b)];
  return x !== undefined && x === y;
}

/** What the rows of the opened side must add up to: that side of the figure, or the figure itself where it is a plain sum. */
export function openedAmount(explained: Pick<ExplainDocument, 'side' | 'figure'>): Figure {
  const { side, figure } = explained;
  if (side === 'denominator') return figure.denominator;
  return figure.numerator ?? (figure.denominator === null ? figure.value : null);
}

/** Whether all rows, not only those of this page, add up to the opened side of the figure. */
export const addsUp = (explained: Pick<ExplainDocument, 'side' | 'figure' | 'sum'>): boolean => sameAmount(explained.sum, openedAmount(explained));
