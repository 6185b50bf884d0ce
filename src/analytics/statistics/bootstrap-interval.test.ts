// Percentiles and standard errors of replicates, against theory.
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, bootstrapStandardError } from './bootstrap-interval.js';

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
});

describe('bootstrapStandardError', () => {
  it('is the standard deviation of the replicates that have a value', () => {
    expect(bootstrapStandardError([2, 4, 4, 4, 5, 5, 7, 9, null])).toBeCloseTo(2.13809, 5);
    expect(bootstrapStandardError([3, null])).toBeNull();
  });
});
