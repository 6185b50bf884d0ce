// Percentiles of replicates.
import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap-interval.js';

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
