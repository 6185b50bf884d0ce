// How sure the difference of two independent proportions is, for comparisons of cohort rates.
import type { Interval } from './interval.js';
import { wilson } from './wilson.js';

/** Events within a sample. */
export interface Proportion {
  readonly events: number;
  readonly sample: number;
}

/**
 * Newcombe's hybrid score interval of `a − b`, 95 %, from the two Wilson intervals.
 *
 * 56 of 70 against 48 of 80 differ by 0.2, from 0.0524 to 0.3339.
 * @returns the difference and its bounds within −1 and 1; null when either sample is empty
 * @throws RangeError when events do not lie within their sample
 * @see Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Stat. Med. 17, 873–890, method 10
 */
export function newcombe(a: Proportion, b: Proportion): (Interval & { readonly difference: number }) | null {
  const [ofA, ofB] = [wilson(a.events, a.sample), wilson(b.events, b.sample)];
  if (ofA === null || ofB === null) return null;
  const [pA, pB] = [a.events / a.sample, b.events / b.sample];
  const difference = pA - pB;
  return {
    difference,
    low: difference - Math.hypot(pA - ofA.low, ofB.high - pB),
    high: difference + Math.hypot(ofA.high - pA, pB - ofB.low),
  };
}
