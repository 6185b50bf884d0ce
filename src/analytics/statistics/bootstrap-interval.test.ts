// Percentiles and standard errors of replicates, against theory.
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, bootstrapStandardError } from './bootstrap-interval.js';
import { poissonWeights } from './poisson-weights.js';

describe('bootstrapInterval', () => {
  it('takes the 2.5 and 97.5 percentiles, inclusive', () => {
    expect(bootstrapInterval(Array.from({ length: 1001 }, (_, i) => i))).toEqual({ low: 25, high: 975 });
  });

  it('bears a few replicates without a value, not many', () => {
    const replicates = Array.from({ length: 200 }, (_, i) => i);
    expect(bootstrapInterval([...replicates.slice(5), null, Number.NaN, Infinity, null, null])).not.toBeNull();
    expect(bootstrapInterval([...replicates.slice(6), null, null, null, null, null, null])).toBeNull();
    expect(bootstrapInterval([])).toBeNull();
  });

  it('has the spread of the mean of independent accounts', () => {
    // 300 accounts worth 1 … 300 each: the mean's standard error is σ ÷ √n, about 5.0.
    const [n, b] = [300, 1000];
    const [sums, counts] = [new Array<number>(b).fill(0), new Array<number>(b).fill(0)];
    for (let account = 1; account <= n; account += 1) {
      poissonWeights(`account-${account}`, b).forEach((w, i) => {
        sums[i] = (sums[i] ?? 0) + w * account;
        counts[i] = (counts[i] ?? 0) + w;
      });
    }
    const means = sums.map((sum, i) => sum / (counts[i] ?? 1));
    const theory = Math.sqrt((n * n - 1) / 12 / n);
    expect((bootstrapStandardError(means) ?? 0) / theory).toBeGreaterThan(0.92);
    expect((bootstrapStandardError(means) ?? 0) / theory).toBeLessThan(1.08);
    const interval = bootstrapInterval(means);
    expect(Math.abs(((interval?.low ?? 0) + (interval?.high ?? 0)) / 2 - 150.5)).toBeLessThan(1);
  });
});

describe('bootstrapStandardError', () => {
  it('is the standard deviation of the replicates that have a value', () => {
    expect(bootstrapStandardError([2, 4, 4, 4, 5, 5, 7, 9, null])).toBeCloseTo(2.13809, 5);
    expect(bootstrapStandardError([3, null])).toBeNull();
  });
});
