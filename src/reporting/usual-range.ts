// Where a week's count usually lies, from the weeks before it, and how surprising one is that lies elsewhere.

/** A count beside the counts of equal periods before it. */
export interface Usual {
  readonly mean: number;
  /** 95 % of such counts lie between these, both included. */
  readonly low: number;
  readonly high: number;
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly pValue: number;
}

const TAIL = 0.025;
/** Adds logarithms of probabilities. */
const logAdd = (a: number, b: number): number => (a === -Infinity ? b : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))));

/**
 * The prediction for a new count from earlier ones: negative binomial, with their mean µ and the variance
 * φµ(1 + 1/n), in which φ ≥ 1 is how much more they scatter than Poisson counts and 1/n what the mean itself
 * may be off.
 *
 * 4 after eight weeks of 10 each: usual are 4 to 17, p = 0.07.
 * @param earlier counts of at least two equal periods, of which one is above 0
 * @throws RangeError for fewer, or all 0
 * @see Farrington, Andrews, Beale & Catchpole (1996), J. R. Stat. Soc. A 159, 547–563; Noufaily et al. (2013), Stat. Med. 32, 1206–1222, for the negative binomial in place of their transformed normal
 */
export function usualRange(count: number, earlier: readonly number[]): Usual {
  const n = earlier.length;
  const mean = earlier.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2 || !(mean > 0)) throw new RangeError(`${n} periods with a mean of ${mean} tell no range`);
  const variance = earlier.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const spread = Math.max(1, variance / mean) * mean * (1 + 1 / n);
  const size = mean ** 2 / (spread - mean);
  const logStep = Math.log(mean / (size + mean));
  let logMass = -size * Math.log1p(mean / size);
  let [logBelow, low, high] = [-Infinity, -1, -1];
  let [atMost, below] = [0, 0];
  for (let k = 0; high < 0 || k <= count; k += 1) {
    if (k === count) below = Math.exp(logBelow);
    logBelow = logAdd(logBelow, logMass);
    const cumulated = Math.exp(logBelow);
    if (k === count) atMost = cumulated;
    if (low < 0 && cumulated >= TAIL) low = k;
    if (high < 0 && cumulated >= 1 - TAIL) high = k;
    logMass += logStep + Math.log((k + size) / (k + 1));
  }
  return { mean, low, high, pValue: Math.min(1, 2 * Math.min(atMost, Math.max(0, 1 - below))) };
}
