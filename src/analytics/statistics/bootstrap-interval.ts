// From bootstrap replicates of a figure to its interval; the weights are drawn by the engine (../bootstrap-weights.ts).
import type { Interval } from './interval.js';
import { quantile } from './quantile.js';

/** Replicates without a value (nothing below the line) that an interval bears: more, and the figure hangs on too few clusters. */
const BEARABLE_EMPTY_SHARE = 0.025;

/**
 * Percentile interval, 95 %, by inclusive quantiles.
 * @param replicates the figure computed anew under each set of weights; null or not finite where it had no value
 * @returns null when more than 2.5 % of the replicates have no value, or there are fewer than two
 * @see Efron, B. & Tibshirani, R. (1993), An Introduction to the Bootstrap, chapter 13
 */
export function bootstrapInterval(replicates: readonly (number | null)[]): Interval | null {
  const values = valid(replicates);
  if (values.length < 2 || replicates.length - values.length > BEARABLE_EMPTY_SHARE * replicates.length) return null;
  const [low, high] = [quantile(values, 0.025), quantile(values, 0.975)];
  return low === null || high === null ? null : { low, high };
}

const valid = (replicates: readonly (number | null)[]): number[] => replicates.filter((r): r is number => r !== null && Number.isFinite(r));
