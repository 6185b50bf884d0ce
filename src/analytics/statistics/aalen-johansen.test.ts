// The worked example of METRICS, and what must hold for any cumulative incidence.
import { describe, expect, it } from 'vitest';
import { aalenJohansen, incidenceAt, incidenceQuantile } from './aalen-johansen.js';
import type { Duration } from './durations.js';
import { kaplanMeier } from './kaplan-meier.js';

const all = (state: Duration['state'], ...days: number[]): Duration[] => days.map((d) => ({ days: d, state }));

// The worked example of METRICS: ten cases, those censored at 3 and 6 in one variant disqualified in the other.
const OPEN = [...all('event', 2, 3, 5, 5, 9, 12), ...all('censored', 3, 6, 10, 14)];
const COMPETING = [...all('event', 2, 3, 5, 5, 9, 12), ...all('competing', 3, 6), ...all('censored', 10, 14)];

describe('aalenJohansen', () => {
  it('gives the worked example with competing ends', () => {
    const curve = aalenJohansen(COMPETING);
    expect(curve.points.map(({ days, share }) => [days, Number(share.toFixed(6))])).toEqual([[2, 0.1], [3, 0.2], [5, 0.4], [9, 0.5], [12, 0.65]]);
    expect(incidenceQuantile(curve, 0.5)).toBe(9);
    expect(incidenceQuantile(curve, 0.75)).toBeNull();
    expect([curve.sample, curve.events, curve.competing, curve.knownUntil]).toEqual([10, 6, 2, 14]);
  });

  it('is one minus Kaplan–Meier where nothing competes', () => {
    const [incidence, survival] = [aalenJohansen(OPEN), kaplanMeier(all('event', 2, 3, 5, 5, 9, 12).concat(all('censored', 3, 6, 10, 14)).map(({ days, state }) => ({ days, state: state === 'event' ? 'event' : 'censored' })))];
    expect(incidence.points.map((p) => p.days)).toEqual(survival.points.map((p) => p.days));
    incidence.points.forEach((point, i) => expect(point.share).toBeCloseTo(1 - (survival.points[i]?.survival ?? 0), 12));
    expect([0.25, 0.5, 0.75, 0.9].map((p) => incidenceQuantile(incidence, p))).toEqual([5, 9, 12, null]);
  });

  it('never promises more than one minus Kaplan–Meier of the same ends', () => {
    const censoredInstead = aalenJohansen(OPEN);
    aalenJohansen(COMPETING).points.forEach((point, i) => expect(point.share).toBeLessThanOrEqual((censoredInstead.points[i]?.share ?? 0) + 1e-12));
  });

  it('shares of event and competing end and of those still free add up to one when all is known', () => {
    const known = [...all('event', 1, 4, 4, 8), ...all('competing', 2, 4, 9)];
    const swapped = known.map((d): Duration => ({ ...d, state: d.state === 'event' ? 'competing' : 'event' }));
    expect((aalenJohansen(known).points.at(-1)?.share ?? 0) + (aalenJohansen(swapped).points.at(-1)?.share ?? 0)).toBeCloseTo(1, 12);
  });

  it('counts an event before censoring at the same time', () => {
    expect(aalenJohansen([...all('event', 3), ...all('censored', 3)]).points).toEqual([{ days: 3, share: 0.5 }]);
  });

  it('reaches a half exactly although the curve is a product of fractions', () => {
    const curve = aalenJohansen(Array.from({ length: 10 }, (_, i) => ({ days: i + 1, state: 'event' })));
    expect(incidenceQuantile(curve, 0.3)).toBe(3);
    expect(incidenceQuantile(curve, 0.7)).toBe(7);
    expect(incidenceQuantile(curve, 1)).toBe(10);
  });

  it('takes counts in place of repeated cases', () => {
    expect(aalenJohansen([{ days: 5, state: 'event', count: 2 }, { days: 9, state: 'censored', count: 3 }])).toEqual(
      aalenJohansen([...all('event', 5, 5), ...all('censored', 9, 9, 9)]),
    );
  });
});

describe('incidenceAt', () => {
  it('reads the step at or before the day', () => {
    const curve = aalenJohansen(COMPETING);
    expect([0, 2, 4.9, 14].map((days) => Number(incidenceAt(curve, days)?.toFixed(6)))).toEqual([0, 0.1, 0.2, 0.65]);
  });

  it('has no value beyond what was observed while anyone is open', () => {
    expect(incidenceAt(aalenJohansen(COMPETING), 30)).toBeNull();
    expect(incidenceAt(aalenJohansen([]), 0)).toBeNull();
  });

  it('stays for ever once everyone has converted or gone', () => {
    expect(incidenceAt(aalenJohansen([...all('event', 2), ...all('competing', 3)]), 180)).toBe(0.5);
  });
});
