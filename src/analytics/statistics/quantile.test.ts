// Inclusive quantiles.
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.js';

describe('quantile', () => {
  it('interpolates between neighbours, ends included', () => {
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  });

  it('sorts numbers as numbers and leaves its input alone', () => {
    const values = [10, 9, 100, 1];
    expect(quantile(values, 0.5)).toBe(9.5);
    expect(values).toEqual([10, 9, 100, 1]);
  });

  it('has no value without values', () => {
    expect(quantile([], 0.5)).toBeNull();
  });

  it('refuses what is no probability', () => {
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });
});
