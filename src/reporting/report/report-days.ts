// Which days a report is about.
import { addMonths, dayRange, startOf, type DayRange } from '../../shared/period.js';
import type { ReportPeriod } from '../../shared/api/report.js';

const STEPS = { 'last-month': { step: 'month', months: 1 }, 'last-quarter': { step: 'quarter', months: 3 }, 'last-year': { step: 'year', months: 12 } } as const;

/**
 * The last whole month, fiscal quarter or fiscal year before today, or the days named.
 * @param today day in the workspace's zone
 * @throws AppError invalid_range
 */
export function reportDays(period: ReportPeriod, today: string, fiscalYearStart: number): DayRange {
  if ('from' in period) return dayRange(period.from, period.to);
  const { step, months } = STEPS[period.period];
  const to = startOf(step, today, fiscalYearStart);
  return { from: addMonths(to, -months), to };
}
