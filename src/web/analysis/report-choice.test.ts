import { describe, expect, it } from 'vitest';
import { reportChoices, reportPeriodLabel } from './report-choice.js';

describe('what a report is about', () => {
  it('is a whole month, quarter or year before today, by the fiscal year, or the days in view', () => {
    const choices = reportChoices({ today: '2026-06-10', fiscalYearStart: 2 }, { from: '2026-03-12', to: '2026-06-10' });
    expect(choices.map(({ id, period, days }) => ({ id, period, days }))).toEqual([
      { id: 'last-month', period: { period: 'last-month' }, days: { from: '2026-05-01', to: '2026-06-01' } },
      { id: 'last-quarter', period: { period: 'last-quarter' }, days: { from: '2026-02-01', to: '2026-05-01' } },
      { id: 'last-year', period: { period: 'last-year' }, days: { from: '2025-02-01', to: '2026-02-01' } },
      { id: 'days', period: { from: '2026-03-12', to: '2026-06-10' }, days: { from: '2026-03-12', to: '2026-06-10' } },
    ]);
  });

  it('is called as the year of the workspace has it', () => {
    expect(reportPeriodLabel({ period: 'last-year' }, { fiscalYearStart: 1 })).toBe('last year');
    expect(reportPeriodLabel({ period: 'last-year' }, { fiscalYearStart: 2 })).toBe('last fiscal year');
  });
});
