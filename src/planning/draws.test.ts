// That what is drawn is distributed as it says: frequencies against the probabilities themselves (Pearson's χ²).
import { describe, expect, it } from 'vitest';
import { Draws } from './draws.js';

const DRAWN = 60_000;

describe('the binomial', () => {
  it.each([[10, 0.3], [3, 0.9], [100, 0.02], [200, 0.15], [60, 0.5], [1, 0.4]])('of %s trials at %s has the frequencies of its probabilities', (n, p) => {
    const random = new Draws(5, n);
    const found = new Float64Array(n + 1);
    for (let i = 0; i < DRAWN; i += 1) {
      const drawn = random.binomial(n, p);
      found[drawn] = (found[drawn] ?? 0) + 1;
    }
    let [chi, kinds, logChoices] = [0, 0, 0];
    for (let k = 0; k <= n; k += 1) {
      if (k > 0) logChoices += Math.log((n - k + 1) / k);
      const expected = DRAWN * Math.exp(logChoices + k * Math.log(p) + (n - k) * Math.log(1 - p));
      if (expected < 5) continue;
      chi += ((found[k] ?? 0) - expected) ** 2 / expected;
      kinds += 1;
    }
    const freedom = kinds - 1;
    // Four standard deviations above its mean: one seed in tens of thousands.
    expect(chi).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom) + 4);
  });

  it('ends at what it can be', () => {
    const random = new Draws(1, 1);
    expect([random.binomial(0, 0.5), random.binomial(7, 0), random.binomial(7, 1)]).toEqual([0, 0, 7]);
    // By the normal approximation beyond a variance of 30.
    for (let i = 0; i < 1000; i += 1) {
      const drawn = random.binomial(500, 0.99);
      expect(drawn >= 0 && drawn <= 500).toBe(true);
    }
  });
});
