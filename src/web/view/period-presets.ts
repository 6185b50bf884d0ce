// What the words of the period picker mean in days, in the workspace's calendar. "To date" periods end with today;
// "last n days" are n complete days and end with yesterday.
import { addDays, addMonths, daysBetween, startOf, type DayRange } from '../../shared/period.js';
import type { Step } from '../../shared/api/figures.js';

export interface Calendar {
  /** Today in the workspace's zone, `2026-11-22`. */
  readonly today: string;
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalYearStart: number;
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly range: (calendar: Calendar) => DayRange;
}

const toDate = (step: Step) => ({ today, fiscalYearStart }: Calendar): DayRange => ({ from: startOf(step, today, fiscalYearStart), to: addDays(today, 1) });
const MONTHS: Partial<Record<Step, number>> = { month: 1, quarter: 3, year: 12 };
const last = (step: 'month' | 'quarter' | 'year') => ({ today, fiscalYearStart }: Calendar): DayRange => {
  const to = startOf(step, today, fiscalYearStart);
  return { from: addMonths(to, -(MONTHS[step] ?? 1)), to };
};
const days = (n: number) => ({ today }: Calendar): DayRange => ({ from: addDays(today, -n), to: today });

export const PRESETS: readonly Preset[] = [
  { id: '7d', label: 'Last 7 days', range: days(7) },
  { id: '28d', label: 'Last 28 days', range: days(28) },
  { id: '90d', label: 'Last 90 days', range: days(90) },
  { id: '365d', label: 'Last 365 days', range: days(365) },
  { id: 'month', label: 'This month to date', range: toDate('month') },
  { id: 'last-month', label: 'Last month', range: last('month') },
  { id: 'quarter', label: 'This quarter to date', range: toDate('quarter') },
  { id: 'last-quarter', label: 'Last quarter', range: last('quarter') },
  { id: 'fiscal-year', label: 'Fiscal year to date', range: toDate('year') },
  { id: 'last-fiscal-year', label: 'Last fiscal year', range: last('year') },
  { id: 'ytd', label: 'Calendar year to date', range: ({ today }) => ({ from: startOf('year', today), to: addDays(today, 1) }) },
  { id: 'last-year', label: 'Last calendar year', range: ({ today }) => ({ from: addMonths(startOf('year', today), -12), to: startOf('year', today) }) },
];

export const DEFAULT_PRESET = '90d';

export interface Period extends DayRange {
  /** As the address says it: a preset's id, or `from..lastDay`. */
  readonly id: string;
  /** The preset's name; undefined for a range of one's own. */
  readonly label: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string | undefined): text is string => {
  if (text === undefined || !DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** The range of days an id names, or undefined when it names none. */
export function periodOf(id: string, calendar: Calendar): Period | undefined {
  const preset = PRESETS.find((p) => p.id === id);
  if (preset) return { ...preset.range(calendar), id, label: preset.label };
  const [from, lastDay = from] = id.split('..');
  if (!isDay(from) || !isDay(lastDay) || lastDay < from) return undefined;
  return { from, to: addDays(lastDay, 1), id, label: undefined };
}

/** How the address names a range of days. */
export const rangeId = ({ from, to }: DayRange): string => {
  const lastDay = addDays(to, -1);
  return lastDay === from ? from : `${from}..${lastDay}`;
};

/**
 * The period a view opens with when its address names none: the last 90 days, or the last 90 days
 * that hold data where the newest fact is older than that.
 */
export function defaultPeriod(calendar: Calendar, extent: DayRange | null): Period {
  const usual = periodOf(DEFAULT_PRESET, calendar);
  if (!usual) throw new RangeError(`No preset ${DEFAULT_PRESET}`);
  if (extent === null || extent.to > usual.from) return usual;
  const range = { from: addDays(extent.to, -90), to: extent.to };
  return { ...range, id: rangeId(range), label: 'last 90 days with data' };
}

/** Presets in the order of the picker; those that say the same as another in this calendar are left out. */
export function presetsFor(calendar: Calendar): Preset[] {
  return PRESETS.filter((p) => calendar.fiscalYearStart !== 1 || !p.id.includes('fiscal'));
}

/** A step that gives a trend of roughly 8 to 60 points. */
export function stepFor({ from, to }: DayRange): Step {
  const n = daysBetween(from, to);
  if (n <= 31) return 'day';
  if (n <= 190) return 'week';
  if (n <= 1100) return 'month';
  return n <= 3700 ? 'quarter' : 'year';
}

/** Steps worth offering for a range: those that give 2 to 400 points. */
export function stepsFor({ from, to }: DayRange): Step[] {
  const n = daysBetween(from, to);
  const lengths: [Step, number][] = [['day', 1], ['week', 7], ['month', 30], ['quarter', 91], ['year', 365]];
  return lengths.filter(([, length]) => n / length >= 1.5 && n / length <= 400).map(([step]) => step);
}

const FULL: Record<Step, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };
/** Whether a part of a trend is shorter than its step, as the first and the last may be. */
export const isPartial = (part: DayRange, step: Step): boolean => {
  if (step === 'day' || step === 'week') return daysBetween(part.from, part.to) < FULL[step];
  return !(part.from.endsWith('-01') && part.to.endsWith('-01')) || daysBetween(part.from, part.to) < FULL[step];
};
