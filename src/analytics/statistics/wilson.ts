// The interval of a proportion: events within a sample. For ratios whose numerator is no part of
// the denominator it is meaningless; those carry none.
import { Z95, type Interval } from './interval.js';

/**
 * Wilson's score interval, 95 %, without continuity correction.
 *
 * `wilson(1, 4)` is 0.045587 to 0.699358.
 * @param events cases with the event, 0 to `sample`
 * @param sample all cases
 * @returns bounds within 0 and 1; null for an empty sample
 * @throws RangeError when events do not lie within the sample
 * @see Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209–212; method 3 in Newcombe, R. G. (1998), Stat. Med. 17, 857–872
 */
export function wilson(events: number, sample: number): Interval | null {
  if (!(events >= 0 && events <= sample)) throw new RangeError(`${events} events do not lie within a sample of ${sample}`);
  if (sample === 0) return null;
  const z2 = Z95 * Z95;
  const centre = 2 * events + z2;
  const spread = Z95 * Math.sqrt(z2 + (4 * events * (sample - events)) / sample);
  const width = 2 * (sample + z2);
  // At the ends a bound is exact; rounding must not move it off.
  return {
    low: events === 0 ? 0 : Math.max(0, (centre - spread) / width),
    high: events === sample ? 1 : Math.min(1, (centre + spread) / width),
  };
}
