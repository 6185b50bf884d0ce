// Screening many segments at once: keeps the share of false alarms among those reported in bounds.

export interface Screened {
  /** p-values adjusted for the number of tests, in the order given. */
  readonly adjusted: readonly number[];
  /** Which are discoveries at the rate asked for, in the order given. */
  readonly discoveries: readonly boolean[];
}

/**
 * The step-up procedure of Benjamini and Hochberg: controls the false discovery rate of independent
 * (or positively dependent) tests.
 * @param pValues one a test, each 0 to 1
 * @param rate largest expected share of false discoveries
 * @throws RangeError when a p-value lies outside 0 to 1
 * @see Benjamini, Y. & Hochberg, Y. (1995), J. R. Stat. Soc. B 57, 289–300
 */
export function benjaminiHochberg(pValues: readonly number[], rate = 0.05): Screened {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (let rank = ascending.length; rank >= 1; rank -= 1) {
    const test = ascending[rank - 1];
    if (test === undefined) continue;
    if (!(test.p >= 0 && test.p <= 1)) throw new RangeError(`${test.p} is no p-value`);
    least = Math.min(least, (test.p * pValues.length) / rank);
    adjusted[test.index] = least;
  }
  return { adjusted, discoveries: adjusted.map((p) => p <= rate) };
}
