// The published intervals of differences.
import { describe, expect, it } from 'vitest';
import { newcombe } from './newcombe.js';

describe('newcombe', () => {
  // Newcombe (1998), Stat. Med. 17, 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('gives the published bounds of %i/%i − %i/%i', (a, m, b, n, low, high) => {
    const interval = newcombe({ events: a, sample: m }, { events: b, sample: n });
    expect(interval?.difference).toBeCloseTo(a / m - b / n, 12);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('turns its sign with the order', () => {
    const [a, b] = [{ events: 3, sample: 40 }, { events: 9, sample: 31 }];
    expect(newcombe(a, b)?.low).toBeCloseTo(-(newcombe(b, a)?.high ?? 0), 12);
  });

  it('has no value when a sample is empty', () => {
    expect(newcombe({ events: 0, sample: 0 }, { events: 1, sample: 2 })).toBeNull();
    expect(newcombe({ events: 1, sample: 2 }, { events: 0, sample: 0 })).toBeNull();
  });
});
