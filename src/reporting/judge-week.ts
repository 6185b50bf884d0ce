// How surprising a week's count is beside the weeks before it, with the public holidays of each.
import { usualRange, type Usual } from './usual-range.js';

const WEEK = 7;
/** Outside of the 95 % that are shown. */
const SURPRISING = 0.05;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Counts by week, the one that is judged last, apart for its business days and its days off. */
export interface Weeks {
  readonly working: readonly number[];
  readonly off: readonly number[];
  /** Business days of each week. */
  readonly workingDays: readonly number[];
}

/**
 * The last week as weeks are, and with public holidays as the days off that they are; of the two the one that makes it less of a surprise:
 * a holiday is no reason for an alarm, and neither is that nobody kept it.
 *
 * A business day usually brings 100, a day off 20: 380 in a week with two holidays are what is usual, 540 too, and 250 are few.
 * @throws RangeError with less than two weeks before it, or nothing in them
 */
export function judgeWeek({ working, off, workingDays }: Weeks): Usual {
  const last = working.length - 1;
  const counts = working.map((count, i) => count + (off[i] ?? 0));
  const [value, earlier] = [counts[last] ?? 0, counts.slice(0, last)];
  const plain = usualRange(value, earlier);
  const days = sumOf(workingDays.slice(0, last));
  const perDay = sumOf(working.slice(0, last)) / Math.max(1, days);
  // Part of a business day that a day off brings.
  const part = perDay === 0 ? 1 : Math.min(1, sumOf(off.slice(0, last)) / Math.max(1, WEEK * last - days) / perDay);
  const weight = (i: number): number => (workingDays[i] ?? 0) + part * (WEEK - (workingDays[i] ?? 0));
  // Nothing is what a week without a business day brings, where days off bring nothing.
  if (weight(last) === 0) return value === 0 ? { mean: 0, low: 0, high: 0, pValue: 1 } : plain;
  const kept = usualRange(value, earlier.map((count, i) => (weight(i) === 0 ? count : (count * weight(last)) / weight(i))));
  if (kept.pValue <= plain.pValue) return plain;
  // What surprises either way is told beside weeks as they were.
  return kept.pValue < SURPRISING ? { ...plain, pValue: kept.pValue } : kept;
}
