// The weights are stable, Poisson and independent.
import { describe, expect, it } from 'vitest';
import { poissonWeights } from './poisson-weights.js';

describe('poissonWeights', () => {
  it('gives a cluster the same weights every time, whatever their number', () => {
    expect(poissonWeights('4711', 12)).toEqual(poissonWeights('4711', 1000).slice(0, 12));
    expect([...poissonWeights('4711', 12)]).not.toEqual([...poissonWeights('4712', 12)]);
  });

  it('does not change between versions: stored intervals stay reproducible', () => {
    expect([...poissonWeights('acme', 16)]).toMatchInlineSnapshot(`
      [
        0,
        1,
        1,
        0,
        1,
        2,
        1,
        3,
        1,
        1,
        0,
        1,
        2,
        1,
        1,
        2,
      ]
    `);
  });

  it('draws from the Poisson distribution with mean 1', () => {
    const seen = new Array<number>(14).fill(0);
    const clusters = 2000;
    for (let c = 0; c < clusters; c += 1) for (const w of poissonWeights(String(c), 200)) seen[w] = (seen[w] ?? 0) + 1;
    const draws = clusters * 200;
    let expected = Math.exp(-1);
    for (let k = 0; k <= 5; k += 1) {
      const spread = Math.sqrt(draws * expected * (1 - expected));
      expect(Math.abs((seen[k] ?? 0) - draws * expected), `weight ${k}`).toBeLessThan(4 * spread);
      expected /= k + 1;
    }
  });

  it('draws clusters with like names, and replicates, independently of each other', () => {
    const [n, b] = [400, 400];
    const rows = Array.from({ length: n }, (_, c) => poissonWeights(`account-${c}`, b));
    const correlation = (pairs: (i: number, j: number) => readonly [number, number]): number => {
      let sum = 0;
      for (let i = 0; i < n - 1; i += 1) for (let j = 0; j < b - 1; j += 1) { const [x, y] = pairs(i, j); sum += (x - 1) * (y - 1); }
      return sum / ((n - 1) * (b - 1));
    };
    const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
    expect(Math.abs(correlation((i, j) => [at(i, j), at(i + 1, j)]))).toBeLessThan(4 / Math.sqrt(n * b));
    expect(Math.abs(correlation((i, j) => [at(i, j), at(i, j + 1)]))).toBeLessThan(4 / Math.sqrt(n * b));
  });
});
