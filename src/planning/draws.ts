// The distributions that scenarios and forecasts draw from, on the house's seeded generator.
import { Random } from '../shared/random.js';

/** Above this variance a count is drawn from its normal approximation, rounded: within a tenth of a percent in every quantile shown. */
const LARGE_VARIANCE = 30;

export class Draws extends Random {
  private spare: number | null = null;

  /** Standard normal, by pairs (Marsaglia's polar method). */
  override normal(): number {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * this.float() - 1, 2 * this.float() - 1];
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.spare = y * scale;
      return x * scale;
    }
  }

  /** Gamma with scale 1. @see Marsaglia, G. & Tsang, W. W. (2000), ACM Trans. Math. Softw. 26, 363–372 */
  gamma(shape: number): number {
    if (shape <= 0) return 0;
    if (shape < 1) return this.gamma(shape + 1) * (1 - this.float()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = 1 - this.float();
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  beta(a: number, b: number): number {
    const x = this.gamma(a);
    const y = this.gamma(b);
    return x + y === 0 ? 0 : x / (x + y);
  }

  /** Successes in n trials. @see Kachitvichyanukul, V. & Schmeiser, B. W. (1988), Commun. ACM 31, 216–222 (their BINV) */
  binomial(n: number, p: number): number {
    if (n <= 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - this.binomial(n, 1 - p);
    const variance = n * p * (1 - p);
    if (variance > LARGE_VARIANCE) return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(variance) * this.normal())));
    // Inversion, from no success upwards: the chance of each number follows from that of the one before.
    const odds = p / (1 - p);
    let [count, chance, left] = [0, (1 - p) ** n, this.float()];
    while (left > chance && count < n) {
      left -= chance;
      count += 1;
      chance *= ((n + 1) / count - 1) * odds;
    }
    return count;
  }
}
