import { describe, expect, it } from 'vitest';
import { Random } from '../shared/random.js';
import { usualRange } from './usual-range.js';

const steady = (weeks: number, count: number): number[] => new Array<number>(weeks).fill(count);

describe('usualRange', () => {
  it('is close to a Poisson range where the weeks scatter like one', () => {
    const { mean, low, high, pValue } = usualRange(100, steady(12, 100));
    // Poisson at 100: 81 to 120; the mean of twelve weeks is itself off by a twelfth of the variance.
    expect([mean, low, high]).toEqual([100, 80, 121]);
    expect(pValue).toBeGreaterThan(0.9);
  });

  it('agrees with the negative binomial reckoned by its definition', () => {
    // Mean 10, variance 12.5: size 40, so P(0) = (40/50)^40 and P(1) = 40 × 0.2 × P(0).
    const none = 0.8 ** 40;
    expect(usualRange(0, [10, 10, 10, 10]).pValue).toBeCloseTo(2 * none, 12);
    expect(usualRange(1, [10, 10, 10, 10]).pValue).toBeCloseTo(2 * none * (1 + 8), 12);
  });

  it('widens with the scatter of the weeks', () => {
    const [calm, wild] = [usualRange(60, [98, 102, 101, 99, 100, 100, 97, 103]), usualRange(60, [40, 160, 60, 140, 100, 100, 50, 150])];
    expect(calm.pValue).toBeLessThan(0.001);
    expect(wild.pValue).toBeGreaterThan(0.2);
    expect(wild.high - wild.low).toBeGreaterThan(2 * (calm.high - calm.low));
  });

  it('holds for large counts, both ways', () => {
    expect(usualRange(1_000_000, steady(12, 1_000_000)).pValue).toBeGreaterThan(0.9);
    expect(usualRange(990_000, steady(12, 1_000_000)).pValue).toBeLessThan(1e-9);
    expect(usualRange(1_010_000, steady(12, 1_000_000)).pValue).toBeLessThan(1e-9);
  });

  it('calls one in twenty ordinary weeks surprising at most, whatever their size', () => {
    for (const mean of [2, 8, 40]) {
      const random = new Random(7, mean);
      const surprising = Array.from({ length: 3000 }, () => usualRange(random.poisson(mean), Array.from({ length: 12 }, () => random.poisson(mean))))
        .filter((one) => one.pValue < 0.05).length / 3000;
      expect(surprising).toBeLessThan(0.055);
      expect(surprising).toBeGreaterThan(0.005);
    }
  });

  it('refuses what tells no range', () => {
    expect(() => usualRange(3, [1])).toThrow(RangeError);
    expect(() => usualRange(3, [0, 0, 0])).toThrow(RangeError);
  });
});
