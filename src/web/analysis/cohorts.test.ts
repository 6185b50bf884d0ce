// Cohorts are told only as far as their youngest member has been seen.
import { describe, expect, it } from 'vitest';
import { cohortRange, isMature, knownShareAt, shareAt, stagePath } from './cohorts.js';

describe('a cohort', () => {
  it('is mature when its last entrant has been seen for all the days', () => {
    const may = { from: '2026-05-01', to: '2026-06-01' };
    expect(isMature(may, 30, '2026-06-30T21:59:00Z', 'Europe/Berlin')).toBe(false);
    // Midnight of 1 July in Berlin.
    expect(isMature(may, 30, '2026-06-30T22:00:00Z', 'Europe/Berlin')).toBe(true);
  });

  it('reads shares off a curve that steps', () => {
    const curve = [{ day: 1, share: 0.2 }, { day: 9, share: 0.5 }];
    expect([0, 1, 8, 9, 400].map((day) => shareAt(curve, day))).toEqual([0, 0.2, 0.2, 0.5, 0.5]);
    expect(shareAt([], 30)).toBe(0);
  });
});

it('tells no share of a day that nobody has been seen for', () => {
  const incidence = { at30: 0.5, at90: null, at180: null, curve: [{ day: 1, share: 0.2 }, { day: 9, share: 0.5 }] };
  expect([7, 30, 60, 90, 120].map((day) => knownShareAt(incidence, day, 400))).toEqual([0.2, 0.5, 0.5, null, null]);
  expect([7, 30, 60].map((day) => knownShareAt(incidence, day, 45))).toEqual([0.2, 0.5, null]);
});

describe('the cohorts shown', () => {
  const extent = { from: '2024-11-26', to: '2026-11-27' };
  it('are the months of the period, twelve at least', () => {
    expect(cohortRange({ from: '2026-08-28', to: '2026-11-26' }, extent)).toEqual({ from: '2025-12-01', to: '2026-11-26' });
    expect(cohortRange({ from: '2025-03-15', to: '2026-11-26' }, extent)).toEqual({ from: '2025-03-01', to: '2026-11-26' });
    expect(cohortRange({ from: '2026-01-01', to: '2026-02-01' }, null)).toEqual({ from: '2025-02-01', to: '2026-02-01' });
  });
  it('begin no earlier than the data, unless the period lies before them', () => {
    expect(cohortRange({ from: '2025-01-01', to: '2025-04-01' }, extent)).toEqual({ from: '2024-11-01', to: '2025-04-01' });
    expect(cohortRange({ from: '2020-01-01', to: '2020-02-01' }, extent)).toEqual({ from: '2019-02-01', to: '2020-02-01' });
  });
});

it('takes two stages in their order, and falls back where the address names none', () => {
  const stages = ['lead', 'mql', 'sql', 'won'];
  expect(stagePath(stages, 'mql:won')).toEqual({ from: 'mql', to: 'won' });
  for (const wrong of [undefined, '', 'won:lead', 'lead:lead', 'lead', 'x:y']) expect(stagePath(stages, wrong)).toEqual({ from: 'lead', to: 'sql' });
  expect(stagePath(['lead', 'trial', 'won'], undefined)).toEqual({ from: 'lead', to: 'won' });
  expect(stagePath(['won'], undefined)).toBeUndefined();
});
