// Presets are calendar arithmetic: fiscal years, month ends and leap days are where they break.
import { describe, expect, it } from 'vitest';
import { defaultPeriod, isPartial, periodOf, presetsFor, PRESETS, rangeId, stepFor, type Calendar } from './period-presets.js';

const november: Calendar = { today: '2026-11-22', fiscalYearStart: 1 };
const range = (id: string, calendar: Calendar): string => {
  const period = periodOf(id, calendar);
  return period ? `${period.from} ${period.to}` : 'none';
};

describe('periods', () => {
  it('ends "last n days" with yesterday, so that only complete days count', () => {
    expect(range('7d', november)).toBe('2026-11-15 2026-11-22');
    expect(range('90d', november)).toBe('2026-08-24 2026-11-22');
  });

  it('includes today in periods to date', () => {
    expect(range('month', november)).toBe('2026-11-01 2026-11-23');
    expect(range('quarter', november)).toBe('2026-10-01 2026-11-23');
    expect(range('ytd', november)).toBe('2026-01-01 2026-11-23');
  });

  it('cuts quarters and years at the fiscal year start', () => {
    const april: Calendar = { today: '2026-02-10', fiscalYearStart: 4 };
    expect(range('fiscal-year', april)).toBe('2025-04-01 2026-02-11');
    expect(range('last-fiscal-year', april)).toBe('2024-04-01 2025-04-01');
    expect(range('last-quarter', { today: '2026-02-10', fiscalYearStart: 2 })).toBe('2025-11-01 2026-02-01');
    expect(range('last-year', april)).toBe('2025-01-01 2026-01-01');
  });

  it('gives the whole of February in a leap year as last month', () => {
    expect(range('last-month', { today: '2028-03-31', fiscalYearStart: 1 })).toBe('2028-02-01 2028-03-01');
  });

  it('reads a range of days with both ends included, and a single day', () => {
    expect(range('2026-10-01..2026-11-22', november)).toBe('2026-10-01 2026-11-23');
    expect(range('2026-10-01', november)).toBe('2026-10-01 2026-10-02');
    expect(rangeId({ from: '2026-10-01', to: '2026-11-23' })).toBe('2026-10-01..2026-11-22');
    expect(rangeId({ from: '2026-10-01', to: '2026-10-02' })).toBe('2026-10-01');
  });

  it.each(['', 'soon', '2026-02-30', '2026-11-22..2026-10-01', '2026-10-01..'])('refuses %j', (id) => {
    expect(periodOf(id, november)).toBeUndefined();
  });

  it('names every preset once and each holds at least a day', () => {
    expect(new Set(PRESETS.map((p) => p.id)).size).toBe(PRESETS.length);
    for (const today of ['2026-01-01', '2028-02-29', '2026-12-31'])
      for (const p of PRESETS) {
        const { from, to } = p.range({ today, fiscalYearStart: 7 });
        expect(from < to, `${p.id} on ${today}`).toBe(true);
      }
  });

  it('offers fiscal years only where they differ from calendar years', () => {
    expect(presetsFor(november).map((p) => p.id)).not.toContain('fiscal-year');
    expect(presetsFor({ ...november, fiscalYearStart: 4 }).map((p) => p.id)).toContain('fiscal-year');
  });

  it('opens on the newest data when that is older than the usual period', () => {
    expect(defaultPeriod(november, null).id).toBe('90d');
    expect(defaultPeriod(november, { from: '2024-01-01', to: '2026-11-20' }).id).toBe('90d');
    expect(defaultPeriod(november, { from: '2017-06-14', to: '2018-11-15' })).toMatchObject({ from: '2018-08-17', to: '2018-11-15' });
  });

  it('chooses a step that gives a readable number of points', () => {
    expect(stepFor({ from: '2026-11-01', to: '2026-11-23' })).toBe('day');
    expect(stepFor({ from: '2026-08-24', to: '2026-11-22' })).toBe('week');
    expect(stepFor({ from: '2025-11-22', to: '2026-11-22' })).toBe('month');
  });

  it('knows a part that is shorter than its step', () => {
    expect(isPartial({ from: '2026-11-16', to: '2026-11-22' }, 'week')).toBe(true);
    expect(isPartial({ from: '2026-11-16', to: '2026-11-23' }, 'week')).toBe(false);
    expect(isPartial({ from: '2026-02-01', to: '2026-03-01' }, 'month')).toBe(false);
    expect(isPartial({ from: '2026-11-01', to: '2026-11-23' }, 'month')).toBe(true);
  });
});
