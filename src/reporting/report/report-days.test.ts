import { describe, expect, it } from 'vitest';
import { reportDays } from './report-days.js';

describe('a report is about', () => {
  it.each([
    ['last-month', '2026-03-01', 1, { from: '2026-02-01', to: '2026-03-01' }],
    ['last-month', '2026-01-15', 1, { from: '2025-12-01', to: '2026-01-01' }],
    ['last-quarter', '2026-05-15', 1, { from: '2026-01-01', to: '2026-04-01' }],
    ['last-quarter', '2026-05-15', 2, { from: '2026-02-01', to: '2026-05-01' }],
    ['last-year', '2026-05-15', 4, { from: '2025-04-01', to: '2026-04-01' }],
  ] as const)('%s, seen on %s with a fiscal year from month %d', (period, today, fiscalYearStart, expected) => {
    expect(reportDays({ period }, today, fiscalYearStart)).toEqual(expected);
  });

  it('the days that are named, if there are any between them', () => {
    expect(reportDays({ from: '2026-01-05', to: '2026-01-06' }, '2026-05-15', 1)).toEqual({ from: '2026-01-05', to: '2026-01-06' });
    expect(() => reportDays({ from: '2026-01-06', to: '2026-01-06' }, '2026-05-15', 1)).toThrow('holds no day');
  });
});
