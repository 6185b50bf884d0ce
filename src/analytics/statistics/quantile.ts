// Quantiles of plain samples: the median of those who converted, percentiles of bootstrap replicates.

/**
 * Inclusive quantile with linear interpolation: rank p·(n−1) among the sorted values. Type 7 of Hyndman and Fan, Excel's
 * PERCENTILE.INC, ClickHouse's quantileExactInclusive. Does not mutate its input.
 *
 * `quantile([1, 2, 3, 4], 0.5)` is 2.5.
 * @param values in any order
 * @param p 0 to 1
 * @returns null without values
 * @throws RangeError when p lies outside 0 to 1
 * @see Hyndman, R. J. & Fan, Y. (1996), Sample quantiles in statistical packages, Am. Stat. 50, 361–365
 */
export function quantile(values: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`);
  const sorted = Float64Array.from(values).sort();
  const rank = p * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (rank - Math.floor(rank));
}
