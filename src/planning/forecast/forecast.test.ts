// Forecasts against what is known by construction: hazards, arrivals, the end of a period, and a curve within it.
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/period.js';
import { Draws } from '../draws.js';
import { expectedShare, positionIn } from '../pacing/expected-share.js';
import { priorAcross, posterior } from '../rate-priors.js';
import { fitResponse } from '../response-curve.js';
import { exposedRate } from '../exposure.js';
import type { StageAges } from '../stage-ages.js';
import { arrivalLevel, drawLevel, type ArrivalLevel } from './arrivals.js';
import { dayWeights, type CalendarDay, type DayCount } from './day-weights.js';
import { countSpans } from './hazards.js';
import { midInterval } from './mid-interval.js';
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

/** Days from the one after the last of a series. */
const after = (days: readonly DayCount[], count: number): CalendarDay[] =>
  Array.from({ length: count }, (_, i) => addDays('2026-01-05', days.length + i)).map((day) => ({ day, business: ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) }));

/** What is expected of a business day on average, and the relative standard deviation of what is drawn around it. */
function drawn(days: readonly DayCount[], horizon: number, counts = true): { business: number; other: number; spread: number } {
  const coming = after(days, horizon);
  const level = arrivalLevel(days, coming, counts);
  if (level === null) throw new Error('nothing is foretold');
  const random = new Draws(5);
  const levels = Array.from({ length: 4000 }, () => drawLevel(level, random));
  const m = mean(levels);
  const weight = (business: boolean): number => mean(level.days.filter((_, i) => coming[i]?.business === business));
  return { business: m * weight(true), other: m * weight(false), spread: Math.sqrt(mean(levels.map((v) => (v - m) ** 2))) / m };
}

describe('the days of a week', () => {
  it('weigh what they have brought, and holidays as days off until they have a weight of their own', () => {
    const days = series(280, (i) => (i % 7 === 1 ? 20 : 10), 2);
    const weight = dayWeights(days, 1);
    const all = (50 + 10 + 4) / 7;
    expect(weight({ day: '2026-11-02', business: true }) * all).toBeCloseTo(10.2, 0);
    expect(weight({ day: '2026-11-03', business: true }) * all).toBeCloseTo(19.6, 0);
    expect(weight({ day: '2026-11-07', business: false }) * all).toBeCloseTo(2, 1);
    expect(weight({ day: '2026-11-03', business: false }) * all).toBeCloseTo(2, 1);
    expect(dayWeights(series(60, () => 0), 1)({ day: '2026-11-03', business: true })).toBe(1);
  });
});

describe('arrivals', () => {
  it('have a level by the days of the week, and are refused on a short history', () => {
    const level = drawn(series(200, () => 10, 2), 20);
    expect(level.business).toBeCloseTo(10, 0);
    expect(level.other).toBeCloseTo(2, 0);
    expect(level.spread).toBeLessThan(0.15);
    expect(arrivalLevel(series(40, () => 10), after(series(40, () => 0), 20), true)).toBeNull();
    expect(arrivalLevel(series(200, () => 0), after(series(200, () => 0), 20), true)).toBeNull();
  });

  it('follow a turn, with more doubt', () => {
    const turned = drawn(series(280, (i) => (Math.floor(i / 70) % 2 === 0 ? 10 : 30)), 14);
    expect(turned.business).toBeGreaterThan(25);
    expect(turned.spread).toBeGreaterThan(drawn(series(280, () => 30), 14).spread);
  });

  it('follow a jump that came with the month', () => {
    // Ten a business day until the end of September, forty since.
    const jumped = drawn(series(280, (i) => (addDays('2026-01-05', i) >= '2026-10-01' ? 40 : 10)), 20);
    expect(jumped.business).toBeGreaterThan(25);
  });

  it('trust a pace less where many come at once than where as many come one by one', () => {
    // Five a day until two weeks of ten a day, or of five and a fair with fifty; bursts like it came before.
    const steady = series(294, (i) => (i >= 280 ? 10 : 5));
    const bursts = series(294, (i) => (i === 287 ? 50 : i % 56 === 7 ? 45 : 5));
    expect(drawn(steady, 14).business).toBeGreaterThan(8);
    expect(drawn(bursts, 14).business).toBeLessThan(8);
  });

  it('are as uncertain as their level wanders: intervals of what is drawn hold what comes', () => {
    // A level that drifts by a tenth a week, Poisson days around it: each of many histories is foretold and held against what came.
    let inside = 0;
    for (let n = 0; n < 150; n += 1) {
      const random = new Draws(11, n);
      let level = 8;
      const days = series(300, (i) => { if (i % 7 === 0) level *= Math.exp(0.1 * random.normal()); return random.poisson(level); });
      const [history, next] = [days.slice(0, 280), days.slice(280)];
      const model = { actual: 0, horizon: 20, left: 1, draws: 400, seed: n, money: false, amounts: null, direct: null, cases: null, arrivals: arrivalLevel(history, next, true) };
      const { p10, p90 } = midInterval(simulateEnd(model).sort());
      const came = next.reduce((sum, d) => sum + d.value, 0);
      if (came >= p10 && came <= p90) inside += 1;
    }
    expect(inside / 150).toBeGreaterThan(0.7);
    expect(inside / 150).toBeLessThan(0.9);
  });
});

describe('the interval of drawn ends', () => {
  it('holds 80 % of few cases, too, not nearly all', () => {
    expect(midInterval([0, 1, 1, 1, 2, 2, 2, 2, 3, 5])).toEqual({ p10: 1, p50: 2, p90: 3 });
    expect(midInterval(Array.from({ length: 1001 }, (_, i) => i))).toEqual({ p10: 100, p50: 500, p90: 900 });
    expect(midInterval([4, 4, 4])).toEqual({ p10: 4, p50: 4, p90: 4 });
  });
});

describe('the end of a period', () => {
  const spans = countSpans(ages([[5, 300]], [[6, 100]], []));
  const base = { actual: 100, horizon: 20, left: 1, draws: 2000, seed: 1, money: false, amounts: null, direct: null };

  /** So much each day, nearly for sure. */
  const steady = (level: number, spread = 0.05): ArrivalLevel => ({ candidates: [{ weight: 1, level, spread }], days: Array.from({ length: 20 }, () => 1), step: 1 });

  it('is what is there, what is open and what arrives', () => {
    const level = steady(4);
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
    const level = { ...steady(40), days: [1] };
    const evening = { ...base, horizon: 1, left: 0.25 };
    expect(mean(simulateEnd({ ...evening, cases: null, arrivals: level }))).toBeCloseTo(110, 0);
    expect(mean(simulateEnd({ ...evening, horizon: 2, cases: null, arrivals: { ...level, days: [1, 1] } }))).toBeCloseTo(150, -1);
    expect(mean(simulateEnd({ ...evening, cases: { open: [], classes: [spans], all: spans }, arrivals: null, direct: level }))).toBeCloseTo(110, 0);
  });

  it('adds amounts of money, those of open deals where they are known', () => {
    const open = [{ class: 0, age: 0, amount: 1000 }];
    const ends = simulateEnd({ ...base, money: true, amounts: [10], cases: { open, classes: [spans], all: spans }, arrivals: null });
    expect(new Set(ends)).toEqual(new Set([100, 1100]));
  });

  it('is the same each time', () => {
    const model = { ...base, cases: null, arrivals: steady(4, 0.3) };
    expect(simulateEnd(model)).toEqual(simulateEnd(model));
  });
});

describe('the curve within a period', () => {
  const periods = [0, 28, 56, 84].map((start) => ({ from: addDays('2026-01-05', start), to: addDays('2026-01-05', start + 28) }));

  it('is the own one: a month that ends heavily is not behind in its middle', () => {
    const days = series(112, (i) => (i % 28 >= 21 ? 10 : 2));
    const found = expectedShare({ gone: 0.5, rest: 1 }, periods, days);
    expect(found).toMatchObject({ curve: 'own', periods: 4 });
    expect(found.share).toBeCloseTo(20 / 80, 6);
    expect(expectedShare({ gone: 0, rest: 0 }, periods, days).share).toBe(0);
    expect(expectedShare({ gone: 1, rest: 1 }, periods, days).share).toBe(1);
  });

  it('counts of a weekend the days that are over', () => {
    // Weeks from Monday: 10 a business day and 25 a day off.
    const weeks = [0, 7, 14, 21].map((start) => ({ from: addDays('2026-01-05', start), to: addDays('2026-01-05', start + 7) }));
    const share = (until: string, period = { from: '2026-02-02', to: '2026-02-09' }, earlier = weeks): number =>
      expectedShare(positionIn(period, until, Array.from({ length: 31 }, (_, i) => addDays('2026-01-31', i)).filter((day) => day >= period.from && day < period.to && ![0, 6].includes(new Date(day).getUTCDay()))), earlier, series(28, () => 10, 25)).share;
    expect(['2026-02-02', '2026-02-04', '2026-02-07', '2026-02-08', '2026-02-09'].map((until) => share(until))).toEqual([0, 0.2, 0.5, 0.75, 1]);
    // From a Saturday on: nothing is expected before the first day is over.
    const fromSaturday = [5, 12, 19].map((start) => ({ from: addDays('2026-01-05', start), to: addDays('2026-01-05', start + 7) }));
    expect(['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03'].map((until) => share(until, { from: '2026-01-31', to: '2026-02-07' }, fromSaturday))).toEqual([0, 0.25, 0.5, expect.closeTo(0.6, 12)]);
  });

  it('is business days alone with too little of it', () => {
    expect(expectedShare({ gone: 0.4, rest: 1 }, periods.slice(0, 2), series(112, () => 1))).toEqual({ share: 0.4, curve: 'businessDays', periods: 2 });
  });
});
