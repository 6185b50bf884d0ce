// The published intervals of proportions.
import { describe, expect, it } from 'vitest';
import { wilson } from './wilson.js';

describe('wilson', () => {
  // Newcombe (1998), Stat. Med. 17, 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published bounds of %i in %i', (events, sample, low, high) => {
    const interval = wilson(events, sample);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('gives the bounds of a cohort of four', () => {
    expect(wilson(1, 4)?.low).toBeCloseTo(0.045587, 6);
    expect(wilson(1, 4)?.high).toBeCloseTo(0.699358, 6);
    expect(wilson(2, 4)?.low).toBeCloseTo(0.150039, 6);
    expect(wilson(2, 4)?.high).toBeCloseTo(0.849961, 6);
  });

  it('ends exactly at 0 and 1', () => {
    expect(wilson(0, 7)?.low).toBe(0);
    expect(wilson(7, 7)?.high).toBe(1);
  });

  it('is symmetric in success and failure', () => {
    const [a, b] = [wilson(3, 11), wilson(8, 11)];
    expect(a?.low).toBeCloseTo(1 - (b?.high ?? 0), 12);
  });

  it('has no value for an empty sample', () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it('refuses events outside the sample', () => {
    expect(() => wilson(5, 4)).toThrow(RangeError);
    expect(() => wilson(-1, 4)).toThrow(RangeError);
    expect(() => wilson(Number.NaN, 4)).toThrow(RangeError);
  });
});
