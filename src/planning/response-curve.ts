// How leads answer to spending, channel by channel: leads grow as cost to the power of an elasticity. Fitted only where the
// months differ enough in cost to tell; anywhere else there is a reason instead of a curve.

export interface SpendMonth {
  readonly cost: number;
  readonly leads: number;
}

export interface ResponseCurve {
  /** 1: every euro brings as much as the last; below 1: returns diminish. */
  readonly elasticity: number;
  readonly standardError: number;
  readonly months: number;
  /** Monthly cost that was seen: outside of it the curve says nothing. */
  readonly seen: { readonly low: number; readonly high: number };
}

/** Months with cost that a curve takes, how far their cost must spread, and how sure the elasticity must be. */
const ENOUGH = { months: 12, spread: 1.5, standardError: 0.25 };

/**
 * Quasi-Poisson regression of monthly leads on the logarithm of cost.
 * @returns the curve, or why there is none
 * @see McCullagh, P. & Nelder, J. A. (1989), Generalized Linear Models, chapters 6 and 9
 */
export function fitResponse(months: readonly SpendMonth[]): ResponseCurve | { readonly refused: string; readonly enough: string } {
  const seen = months.filter(({ cost }) => cost > 0);
  const enough = `${ENOUGH.months} months with cost, the dearest at least ${ENOUGH.spread} times the cheapest, and leads that follow it`;
  if (seen.length < ENOUGH.months) return { refused: `${seen.length} months have cost`, enough };
  const costs = seen.map(({ cost }) => cost).sort((a, b) => a - b);
  const [low = 0, high = 0] = [costs[0], costs.at(-1)];
  // The tenths at both ends may be one odd month: the spread is that of the rest.
  const at = (p: number): number => costs[Math.round(p * (costs.length - 1))] ?? 0;
  const spread = at(0.9) / at(0.1);
  if (spread < ENOUGH.spread) return { refused: `cost hardly varied: a dear month was ${spread.toFixed(2)} times a cheap one`, enough };
  if (seen.every(({ leads }) => leads === 0)) return { refused: 'no leads came', enough };

  const centre = seen.reduce((sum, { cost }) => sum + Math.log(cost), 0) / seen.length;
  const x = seen.map(({ cost }) => Math.log(cost) - centre);
  let [a, b] = [Math.log(seen.reduce((sum, { leads }) => sum + leads, 0) / seen.length), 0];
  let [s0, s1, s2] = [0, 0, 0];
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1] = [0, 0];
    [s0, s1, s2] = [0, 0, 0];
    seen.forEach(({ leads }, i) => {
      const xi = x[i] ?? 0;
      const mean = Math.exp(a + b * xi);
      g0 += leads - mean;
      g1 += (leads - mean) * xi;
      s0 += mean;
      s1 += mean * xi;
      s2 += mean * xi * xi;
    });
    const determinant = s0 * s2 - s1 * s1;
    const [da, db] = [(s2 * g0 - s1 * g1) / determinant, (s0 * g1 - s1 * g0) / determinant];
    [a, b] = [a + da, b + db];
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  const pearson = seen.reduce((sum, { leads }, i) => {
    const mean = Math.exp(a + b * (x[i] ?? 0));
    return sum + (leads - mean) ** 2 / mean;
  }, 0);
  const dispersion = Math.max(1, pearson / (seen.length - 2));
  const standardError = Math.sqrt((dispersion * s0) / (s0 * s2 - s1 * s1));
  if (!Number.isFinite(b) || !Number.isFinite(standardError)) return { refused: 'leads and cost give no curve', enough };
  if (standardError > ENOUGH.standardError) return { refused: `the elasticity is ${b.toFixed(2)} ± ${(1.96 * standardError).toFixed(2)}, too unsure to plan with`, enough };
  if (b - 1.96 * standardError <= 0) return { refused: `leads did not follow cost: elasticity ${b.toFixed(2)} ± ${(1.96 * standardError).toFixed(2)}`, enough };
  return { elasticity: Math.min(1, b), standardError, months: seen.length, seen: { low, high } };
}
