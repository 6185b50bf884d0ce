// How many days cases were at risk, and that a drawn curve stays one of chances.
import { describe, expect, it } from 'vitest';
import { Draws } from '../draws.js';
import type { StageAges } from '../stage-ages.js';
import { countSpans, drawCurve } from './hazards.js';

const ages = (converted: [number, number][], exited: [number, number][], open: [number, number][]): StageAges => ({ converted: new Map(converted), exited: new Map(exited), open: new Map(open) });

describe('open cases', () => {
  it('are won by the hazards of their age', () => {
    // Half are won between days 10 and 29, as many each day; the others leave on day 40. Within a span of age the hazard is
    // taken as constant, so what lies on one day alone is spread over its span.
    const spans = countSpans(ages(Array.from({ length: 20 }, (_, i) => [10 + i, 25] as [number, number]), [[40, 500]], []));
    const curve = drawCurve(spans, spans, 200, new Draws(1));
    expect(curve.within(0, 100)).toBeCloseTo(0.5, 1);
    expect(curve.within(0, 10)).toBeLessThan(0.05);
    expect(curve.within(45, 100)).toBeLessThan(0.5);
    expect(curve.within(0, 0)).toBe(0);
  });

  it('were at risk on the day they ended, too, and while open not yet today', () => {
    const { days, wins, exits } = countSpans(ages([[0, 1]], [[1, 1]], [[3, 2]]));
    // Spans begin at 0, 1, 2 and 4 days.
    expect([...days.slice(0, 4)]).toEqual([4, 3, 2, 0]);
    expect([wins[0], wins[1], exits[0], exits[1]]).toEqual([1, 0, 0, 1]);
  });

  it('have chances that grow with the days and stay within one, also where all end on their first', () => {
    const random = new Draws(1, 7);
    const all = countSpans(ages([[0, 500]], [[0, 500]], []));
    for (let i = 0; i < 200; i += 1) {
      const curve = drawCurve(all, all, 30, random);
      const chances = Array.from({ length: 31 }, (_, days) => curve.within(0, days));
      expect(chances.every((chance, days) => chance <= 1 && chance >= (chances[days - 1] ?? 0))).toBe(true);
      expect(Math.abs((chances[1] ?? 0) - 0.5)).toBeLessThan(0.1);
    }
  });
});
