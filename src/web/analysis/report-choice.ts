// Which days a report can be about, as they are chosen and as a link to it keeps them.
import type { ReportPeriod } from '../../shared/api/report.js';
import { addMonths, startOf, type DayRange } from '../../shared/period.js';
import { formatRange } from '../format/format-date.js';
import type { Calendar } from '../view/period-presets.js';

export interface ReportChoice {
  readonly id: string;
  readonly label: string;
  /** What is asked for: a period that moves on with the calendar, or fixed days. */
  readonly period: ReportPeriod;
  /** Its days as of today. */
  readonly days: DayRange;
}

const MOVING = [
  { id: 'last-month', step: 'month', months: 1 },
  { id: 'last-quarter', step: 'quarter', months: 3 },
  { id: 'last-year', step: 'year', months: 12 },
] as const;

/** How a period is called. */
export function reportPeriodLabel(period: ReportPeriod, { fiscalYearStart }: Pick<Calendar, 'fiscalYearStart'>): string {
  if (!('period' in period)) return formatRange(period);
  const fiscal = fiscalYearStart === 1 ? '' : ' fiscal';
  return { 'last-month': 'last month', 'last-quarter': `last${fiscal} quarter`, 'last-year': `last${fiscal} year` }[period.period];
}

/** Whole months, quarters and years before today, and the days that are in view. The first is the usual one. */
export function reportChoices(calendar: Calendar, inView: DayRange): readonly [ReportChoice, ...ReportChoice[]] {
  const moving = ({ id, step, months }: (typeof MOVING)[number]): ReportChoice => {
    const to = startOf(step, calendar.today, calendar.fiscalYearStart);
    const days = { from: addMonths(to, -months), to };
    return { id, label: `${reportPeriodLabel({ period: id }, calendar)}: ${formatRange(days)}`, period: { period: id }, days };
  };
  const days = { from: inView.from, to: inView.to };
  const [month, quarter, year] = MOVING;
  return [moving(month), moving(quarter), moving(year), { id: 'days', label: `the days in view: ${formatRange(days)}`, period: days, days }];
}
