// The middle and the 80 % interval of drawn ends.

export interface MidInterval {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/**
 * Of few cases an interval with both its ends holds more than it says: those from the 10th to the 90th percentile of a count around two hold
 * nine in ten. So its ends are those of the mid-distribution, P(X < x) + P(X = x) ÷ 2, which hold 80 % on average; for values that hardly
 * repeat (money, large counts) they are the percentiles.
 *
 * 0, 1, 1, 1, 2, 2, 2, 2, 3, 5 draws: 0.05, 0.25, 0.6, 0.85, 0.95, so 1 to 3, the middle 2.
 * @param ends sorted, the least first
 * @see Lancaster, H. O. (1961), J. Am. Stat. Assoc. 56, 223–234 (mid-P); Ma, Y., Genton, M. G. & Parzen, E. (2011), Ann. Inst. Stat. Math. 63, 227–243
 */
export function midInterval(ends: ArrayLike<number>): MidInterval {
  const at = (index: number): number => ends[Math.min(ends.length - 1, Math.max(0, index))] ?? 0;
  const middle = at(Math.round(0.5 * (ends.length - 1)));
  let [low, high] = [middle, middle];
  for (let from = 0; from < ends.length;) {
    const value = at(from);
    let to = from;
    while (to < ends.length && at(to) === value) to += 1;
    const mid = (from + to) / 2 / ends.length;
    if (mid >= 0.1 && value < low) low = value;
    if (mid <= 0.9 && value > high) high = value;
    from = to;
  }
  return { p10: low, p50: middle, p90: high };
}
