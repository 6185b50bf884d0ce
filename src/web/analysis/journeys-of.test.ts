// A journey reads in the order in which it was made, and nothing of a distribution is lost.
import { describe, expect, it } from 'vitest';
import type { CreditEntry } from '../../shared/api/attribution.js';
import { barName, barRange, barsOf, flowOf, journeysOf, pathSteps, pathText } from './journeys-of.js';

const entry = (conversion: string, model: string, position: number | null, credit: number): CreditEntry => ({
  model, credit, value: String(credit * 100), earner: position === null ? '(none)' : 'touch',
  conversion: { id: conversion, at: '2026-05-18T09:14:36.237+02:00', value: '100', person: 'P-1' },
  touch: position === null ? null : { id: `t${String(position)}`, kind: 'visit', at: '2026-05-01T00:00:00Z', person: 'P-1', position, of: 3, dims: { channel: 'Email' } },
});

describe('journeys', () => {
  it('have each touch once, in its order, with what every model gave it', () => {
    const [won, other, ...more] = journeysOf({ rows: [entry('a', 'linear', 2, 0.5), entry('a', 'linear', null, 0.25), entry('a', 'first', 0, 1), entry('a', 'linear', 0, 0.25), entry('b', 'linear', 1, 1)] });
    expect(more).toEqual([]);
    expect(won?.steps.map((s) => [s.touch?.id ?? s.earner, Object.fromEntries([...s.credit].map(([m, c]) => [m, c.credit]))])).toEqual([['t0', { first: 1, linear: 0.25 }], ['t2', { linear: 0.5 }], ['(none)', { linear: 0.25 }]]);
    expect(other?.conversion.id).toBe('b');
  });

  it('are told without needless repetition', () => {
    expect(pathSteps([])).toEqual([]);
    expect(pathText(['Email', 'Email', 'Direct', 'Email'])).toBe('Email ×2 › Direct › Email');
  });

  it('keep every conversion in their distribution, the tail in one bar', () => {
    const bars = barsOf([{ at: 0, conversions: 4 }, { at: 1, conversions: 2 }, { at: 3, conversions: 1 }, { at: 400, conversions: 5 }], [0, 1, 2, 7]);
    expect(bars.map((b) => [barName(b), b.conversions])).toEqual([['0', 4], ['1', 2], ['2–6', 1], ['7 or more', 5]]);
    expect(barsOf([{ at: 1, conversions: 2 }], [0, 1, 2, 7]).map(barName)).toEqual(['0', '1']);
    expect(bars.map(barRange)).toEqual(['0', '1', '2-6', '7-']);
    expect(barsOf([], [0, 1])).toEqual([]);
  });

  it('flow from place to place, the small ones together, and no further than the steps are told apart', () => {
    const flow = flowOf([
      { step: 1, source: '(start)', target: 'Email', journeys: 6 }, { step: 1, source: '(start)', target: 'Display', journeys: 1 }, { step: 1, source: '(start)', target: 'Social', journeys: 1 },
      { step: 2, source: 'Email', target: 'Email', journeys: 4 }, { step: 2, source: 'Email', target: '(conversion)', journeys: 2 }, { step: 2, source: 'Display', target: 'Email', journeys: 1 }, { step: 2, source: 'Social', target: 'Email', journeys: 1 },
      { step: 5, source: 'Email', target: '(conversion)', journeys: 9 },
    ], 1);
    expect(flow.nodes.map((n) => [n.name, n.depth])).toEqual([['Email', 0], ['others', 0], ['(conversion)', 1], ['Email', 1]]);
    expect(flow.links).toEqual([{ source: '1 Email', target: '2 Email', journeys: 4 }, { source: '1 Email', target: '2 (conversion)', journeys: 2 }, { source: '1 others', target: '2 Email', journeys: 2 }]);
    expect(flowOf([], 3)).toEqual({ nodes: [], links: [] });
  });
});
