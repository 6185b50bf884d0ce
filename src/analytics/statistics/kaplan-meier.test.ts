// Survival, bands and restricted mean against published analyses of remission data.
import { describe, expect, it } from 'vitest';
import { kaplanMeier, restrictedMean, survivalQuantile, type Lifetime } from './kaplan-meier.js';

const all = (state: Lifetime['state'], ...days: number[]): Lifetime[] => days.map((d) => ({ days: d, state }));

// Remission of 21 patients on 6-MP: Freireich et al. (1963), Blood 21, 699–716, weeks.
const REMISSION = [...all('event', 6, 6, 6, 7, 10, 13, 16, 22, 23), ...all('censored', 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
const rounded = (x: number | null | undefined): number | null => (x === null || x === undefined ? null : Number(x.toFixed(3)));

describe('kaplanMeier', () => {
  it('gives the published curve and log-log bands of the remission data', () => {
    // As SAS LIFETEST and R survfit(conf.type = "log-log") print them.
    expect(kaplanMeier(REMISSION).points.map((p) => [p.days, rounded(p.survival), rounded(p.low), rounded(p.high)])).toEqual([
      [6, 0.857, 0.62, 0.952],
      [7, 0.807, 0.563, 0.923],
      [10, 0.753, 0.503, 0.889],
      [13, 0.69, 0.432, 0.849],
      [16, 0.627, 0.368, 0.805],
      [22, 0.538, 0.268, 0.747],
      [23, 0.448, 0.188, 0.68],
    ]);
  });

  it('gives the worked example of METRICS', () => {
    const curve = kaplanMeier([...all('event', 2, 3, 5, 5, 9, 12), ...all('censored', 3, 6, 10, 14)]);
    expect(curve.points.map((p) => [p.days, Number(p.survival.toFixed(6))])).toEqual([[2, 0.9], [3, 0.8], [5, 0.571429], [9, 0.428571], [12, 0.214286]]);
    expect([0.25, 0.5, 0.75, 0.9].map((p) => survivalQuantile(curve, p))).toEqual([5, 9, 12, null]);
  });

  it('has no band where survival is 0, and one within 0 and 1 elsewhere', () => {
    const { points } = kaplanMeier(all('event', 1, 2, 3));
    expect(points.at(-1)).toMatchObject({ survival: 0, low: null, high: null });
    for (const { low, survival, high } of points.slice(0, -1)) expect(0 < (low ?? -1) && (low ?? 1) < survival && survival < (high ?? 0) && (high ?? 2) < 1).toBe(true);
  });

  it('is empty without observations', () => {
    expect(kaplanMeier([])).toEqual({ points: [], sample: 0, knownUntil: 0 });
  });
});

describe('survivalQuantile', () => {
  it('is the smallest time at which survival is at most 1 − p', () => {
    expect(survivalQuantile(kaplanMeier(REMISSION), 0.5)).toBe(23);
    expect(survivalQuantile(kaplanMeier(REMISSION), 0.75)).toBeNull();
    expect(survivalQuantile(kaplanMeier(all('event', 1, 2)), 0.5)).toBe(1);
  });
});

describe('restrictedMean', () => {
  it('gives the published mean of the remission data to week 35', () => {
    // R: print(survfit(...), print.rmean = TRUE) gives 23.29 with a standard error of 2.83.
    const mean = restrictedMean(kaplanMeier(REMISSION), 35);
    expect(mean?.days).toBeCloseTo(23.29, 2);
    expect(mean?.standardError).toBeCloseTo(2.83, 2);
    expect(mean?.horizon).toBe(35);
  });

  it('is the plain mean where nobody is censored', () => {
    expect(restrictedMean(kaplanMeier(all('event', 2, 4, 9)), 100)).toMatchObject({ days: 5, horizon: 100 });
  });

  it('counts nothing after the horizon', () => {
    expect(restrictedMean(kaplanMeier(all('event', 2, 4, 9)), 4)?.days).toBeCloseTo(10 / 3, 12);
  });

  it('cuts the horizon to what was observed, and says so', () => {
    expect(restrictedMean(kaplanMeier([...all('event', 2), ...all('censored', 6)]), 100)).toMatchObject({ days: 4, horizon: 6 });
  });

  it('is the horizon itself where nobody has left', () => {
    expect(restrictedMean(kaplanMeier(all('censored', 50, 60)), 40)).toEqual({ days: 40, standardError: 0, horizon: 40 });
  });

  it('has no value without observed time', () => {
    expect(restrictedMean(kaplanMeier([]), 30)).toBeNull();
    expect(restrictedMean(kaplanMeier(all('censored', 0)), 30)).toBeNull();
  });
});
