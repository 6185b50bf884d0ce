// How durations become risk sets.
import { describe, expect, it } from 'vitest';
import { riskSets } from './durations.js';

describe('riskSets', () => {
  it('groups equal times and counts who is at risk before each', () => {
    expect(riskSets([{ days: 5, state: 'event', count: 2 }, { days: 1, state: 'censored' }, { days: 5, state: 'competing' }])).toEqual([
      { days: 1, atRisk: 4, event: 0, competing: 0, censored: 1 },
      { days: 5, atRisk: 3, event: 2, competing: 1, censored: 0 },
    ]);
  });

  it('refuses negative and endless times and broken counts', () => {
    expect(() => riskSets([{ days: -1, state: 'event' }])).toThrow(RangeError);
    expect(() => riskSets([{ days: Infinity, state: 'event' }])).toThrow(RangeError);
    expect(() => riskSets([{ days: 1, state: 'event', count: 0.5 }])).toThrow(RangeError);
  });
});
