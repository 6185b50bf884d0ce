// Forecasts against what is known by construction: hazards, arrivals, the end of a period, and a curve within it.
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/period.js';
import { Draws } from '../draws.js';
import { expectedShare } from '../pacing/expected-share.js';
import { priorAcross, posterior } from '../rate-priors.js';
import { fitResponse } from '../response-curve.js';
import { exposedRate } from '../exposure.js';
import type { StageAges } from '../stage-ages.js';
import { arrivalLevel, type DayCount } from './arrivals.js';
import { countSpans } from './hazards.js';
import { simulateEnd } from './simulate-end.js';

const ages = (converted: [number, number][], exited: [number, number][], open: [number, number][]): StageAges => ({ converted: new Map(converted), exited: new Map(exited), open: new Map(open) });
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** Weekdays that bring `on`, weekends that bring `off`, from a Monday. */
const series = (count: number, on: (i: number) => number, off = 0): DayCount[] =>
  Array.from({ length: count }, (_, i) => ({ day: addDays('2026-01-05', i), value: i % 7 < 5 ? on(i) : off, business: i % 7 < 5 }));

describe('draws', () => {
  it('have the moments of their distributions', () => {
    const random = new Draws(3);
    const of = (draw: () => number): { mean: number; variance: number } => {
      const values = Array.from({ length: 40_000 }, draw);
      const m = mean(values);
      return { mean: m, variance: mean(values.map((v) => (v - m) ** 2)) };
    };
    expect(of(() => random.gamma(0.5))).toMatchObject({ mean: expect.closeTo(0.5, 1), variance: expect.closeTo(0.5, 1) });
    expect(of(() => random.gamma(9))).toMatchObject({ mean: expect.closeTo(9, 0), variance: expect.closeTo(9, 0) });
    expect(of(() => random.beta(2, 6))).toMatchObject({ mean: expect.closeTo(0.25, 2), variance: expect.closeTo(12 / (64 * 9), 3) });
    for (const [n, p] of [[10, 0.3], [500, 0.02], [1000, 0.4], [20, 0.9]] as const) {
      const { mean: m, variance } = of(() => random.binomial(n, p));
      expect(m / (n * p)).toBeCloseTo(1, 1);
      expect(variance / (n * p * (1 - p))).toBeCloseTo(1, 1);
    }
    expect([random.binomial(5, 0), random.binomial(5, 1), random.binomial(0, 0.5)]).toEqual([0, 5, 0]);
  });
});

describe('a rate by exposure', () => {
  it('counts the open as far as their time has run', () => {
    // All who convert do so on day 10; of 100 old ones 40 did. 100 young ones of age 5 can't have yet.
    const found = exposedRate(ages([[10, 40]], [], [[50, 60], [5, 100]]));
    expect(found).toMatchObject({ events: 40, exposure: 100, sample: 200, open: 160, rate: 0.4, medianDays: 10 });
  });

  it('is the plain share when everyone is through', () => {
    expect(exposedRate(ages([[3, 5], [9, 5]], [[4, 30]], []))).toMatchObject({ events: 10, exposure: 40, rate: 0.25 });
  });
});

describe('what is believed of a thin channel', () => {
  it('leans on channels that are alike, and hardly on channels that differ', () => {
    const enough = { sample: 30, events: 5 };
    const alike = priorAcross([200, 300, 250].map((exposure) => ({ events: exposure * 0.2, exposure })));
    const unlike = priorAcross([[10, 200], [150, 300], [25, 250]].map(([events = 0, exposure = 0]) => ({ events, exposure })));
    const rate = (prior: typeof alike): number => { const { a, b } = posterior({ events: 0, exposure: 10 }, prior, enough); return a / (a + b); };
    expect(rate(alike)).toBeGreaterThan(0.18);
    expect(rate(unlike)).toBeLessThan(0.12);
    expect(posterior({ events: 50, exposure: 100 }, alike, enough)).toEqual({ a: 50.5, b: 50.5 });
  });
});

describe('the response to spending', () => {
  it('finds the elasticity where the months carry one, and refuses with the reason where not', () => {
    const months = Array.from({ length: 24 }, (_, i) => ({ cost: 1000 * (1 + (i % 6)), leads: Math.round(40 * (1 + (i % 6)) ** 0.6) }));
    const curve = fitResponse(months);
    expect('elasticity' in curve && curve.elasticity).toBeCloseTo(0.6, 1);
    expect(fitResponse(months.slice(0, 8))).toMatchObject({ refused: expect.stringContaining('8 months') });
    expect(fitResponse(months.map((m) => ({ ...m, cost: 1000 })))).toMatchObject({ refused: expect.stringContaining('hardly varied') });
    expect(fitResponse(months.map((m, i) => ({ ...m, leads: i % 2 === 0 ? 5 : 90 })))).toHaveProperty('refused');
  });
});

describe('arrivals', () => {
  it('have a level by business days, and are refused on a short history', () => {
    const level = arrivalLevel(series(200, () => 10, 2), true, 20, 0);
    expect(level).toMatchObject({ business: 10, other: 2 });
    expect(level?.spread).toBeLessThan(0.15);
    expect(arrivalLevel(series(40, () => 10), true, 20, 0)).toBeNull();
    expect(arrivalLevel(series(200, () => 0), true, 20, 0)).toBeNull();
  });

  it('follow a turn, with more doubt', () => {
    const turned = arrivalLevel(series(280, (i) => (Math.floor(i / 70) % 2 === 0 ? 10 : 30)), true, 14, 0);
    expect(turned?.business).toBeGreaterThan(25);
    expect(turned?.spread).toBeGreaterThan(0.2);
  });
});

describe('the pace of a period', () => {
  it('is trusted less where many come at once than where as many come one by one', () => {
    // Five a day until a month that brings eight a day, or five and a fair with forty-two on its sixth business day; bursts like it came before.
    const steady = series(294, (i) => (i >= 280 ? 10 : 5));
    const bursts = series(294, (i) => (i === 287 ? 50 : i % 56 === 7 ? 45 : 5));
    const pace = (days: DayCount[]): number => arrivalLevel(days, true, 14, 14)?.business ?? 0;
    expect(pace(steady)).toBeGreaterThan(8);
    expect(pace(bursts)).toBeLessThan(8);
  });
});

describe('the end of a period', () => {
  const spans = countSpans(ages([[5, 300]], [[6, 100]], []));
  const base = { actual: 100, days: Array.from({ length: 20 }, () => true), left: 1, draws: 2000, seed: 1, money: false, amounts: null, direct: null };

  it('is what is there, what is open and what arrives', () => {
    const level = { business: 4, other: 0, spread: 0.05, days: 200 };
    expect(mean(simulateEnd({ ...base, cases: null, arrivals: level }))).toBeCloseTo(180, -1);
    const open = Array.from({ length: 40 }, () => ({ class: 0, age: 0, amount: 1 }));
    const withOpen = mean(simulateEnd({ ...base, cases: { open, classes: [spans], all: spans }, arrivals: null }));
    expect(withOpen / 130).toBeCloseTo(1, 1);
    const both = mean(simulateEnd({ ...base, cases: { open, classes: [spans], all: spans }, arrivals: level }));
    expect(both - withOpen).toBeGreaterThan(25);
    expect(both - withOpen).toBeLessThan(60);
    expect(mean(simulateEnd({ ...base, cases: { open, classes: [spans], all: spans }, arrivals: null, direct: level })) - withOpen).toBeCloseTo(80, -1);
  });

  it('expects of the day under way what is left of it', () => {
    const level = { business: 40, other: 0, spread: 0.05, days: 200 };
    const evening = { ...base, days: [true], left: 0.25 };
    expect(mean(simulateEnd({ ...evening, cases: null, arrivals: level }))).toBeCloseTo(110, 0);
    expect(mean(simulateEnd({ ...evening, days: [true, true], cases: null, arrivals: level }))).toBeCloseTo(150, -1);
    expect(mean(simulateEnd({ ...evening, cases: { open: [], classes: [spans], all: spans }, arrivals: null, direct: level }))).toBeCloseTo(110, 0);
  });

  it('adds amounts of money, those of open deals where they are known', () => {
    const open = [{ class: 0, age: 0, amount: 1000 }];
    const ends = simulateEnd({ ...base, money: true, amounts: [10], cases: { open, classes: [spans], all: spans }, arrivals: null });
    expect(new Set(ends)).toEqual(new Set([100, 1100]));
  });

  it('is the same each time', () => {
    const model = { ...base, cases: null, arrivals: { business: 4, other: 1, spread: 0.3, days: 100 } };
    expect(simulateEnd(model)).toEqual(simulateEnd(model));
  });
});

describe('the curve within a period', () => {
  const periods = [0, 28, 56, 84].map((start) => ({ from: addDays('2026-01-05', start), to: addDays('2026-01-05', start + 28) }));

  it('is the own one: a month that ends heavily is not behind in its middle', () => {
    const days = series(112, (i) => (i % 28 >= 21 ? 10 : 2));
    const found = expectedShare(0.5, periods, days);
    expect(found).toMatchObject({ curve: 'own', periods: 4 });
    expect(found.share).toBeCloseTo(20 / 80, 6);
    expect(expectedShare(0, periods, days).share).toBe(0);
    expect(expectedShare(1, periods, days).share).toBe(1);
  });

  it('is business days alone with too little of it', () => {
    expect(expectedShare(0.4, periods.slice(0, 2), series(112, () => 1))).toEqual({ share: 0.4, curve: 'businessDays', periods: 2 });
  });
});
