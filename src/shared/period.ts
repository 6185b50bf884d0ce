// Calendar arithmetic on days, in no zone but the one given: ranges, steps, fiscal years, presets.
import { Temporal } from 'temporal-polyfill';
import { AppError } from './errors.js';
import type { Step } from './api/figures.js';

/** Half-open range of calendar days, `2026-03-01` to `2026-04-01`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const date = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day);

/** Milliseconds from the beginning of what is known by its day alone to its end. */
export const DAY_ALONE = 86_399_999;

/** The days that the facts store can hold. */
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2299-12-31';

/** The range. @throws AppError invalid_range when it holds no day, invalid_input at the end that lies outside of what can be stored */
export function dayRange(from: string, to: string): DayRange {
  for (const [where, day] of [['from', from], ['to', to]] as const) {
    if (day < FIRST_DAY || day > LAST_DAY) throw new AppError('invalid_input', { where, reason: `${day} is out of range`, remedy: `Use a day from ${FIRST_DAY} to ${LAST_DAY}.` });
  }
  if (from >= to) throw new AppError('invalid_range', { from, to });
  return { from, to };
}

export const addDays = (day: string, days: number): string => date(day).add({ days }).toString();
export const addMonths = (day: string, months: number): string => date(day).add({ months }).toString();
/** Days from one to the other; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number => date(from).until(date(to), { largestUnit: 'day' }).days;

/**
 * First day of the step that holds `day`. Weeks are ISO weeks (Monday); quarters and years are fiscal.
 * @param fiscalYearStart first month of the fiscal year, 1 to 12
 */
export function startOf(step: Step, day: string, fiscalYearStart = 1): string {
  const d = date(day);
  switch (step) {
    case 'day': return day;
    case 'week': return d.subtract({ days: d.dayOfWeek - 1 }).toString();
    case 'month': return d.with({ day: 1 }).toString();
    case 'quarter': return d.with({ day: 1 }).subtract({ months: (d.month - fiscalYearStart + 12) % 3 }).toString();
    case 'year': return d.with({ day: 1 }).subtract({ months: (d.month - fiscalYearStart + 12) % 12 }).toString();
  }
}

const LENGTH: Record<Step, Temporal.DurationLike> = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } };
const nextStep = (step: Step, start: string): string => date(start).add(LENGTH[step]).toString();

/** The range cut at the step's boundaries; the first and the last part may be shorter than a step. */
export function stepsOf(range: DayRange, step: Step, fiscalYearStart = 1): DayRange[] {
  const parts: DayRange[] = [];
  let start = startOf(step, range.from, fiscalYearStart);
  while (start < range.to) {
    const end = nextStep(step, start);
    parts.push({ from: start < range.from ? range.from : start, to: end > range.to ? range.to : end });
    start = end;
  }
  return parts;
}

/** The range just before: of whole months as many months, else as many days. */
export function previousRange({ from, to }: DayRange): DayRange {
  const [f, t] = [date(from), date(to)];
  if (f.day === 1 && t.day === 1) {
    const months = f.until(t, { largestUnit: 'month' }).months;
    return { from: f.subtract({ months }).toString(), to: from };
  }
  return { from: addDays(from, -daysBetween(from, to)), to: from };
}

/** The same days a year before; 29 February becomes 28 February. */
export const yearBefore = ({ from, to }: DayRange): DayRange => ({ from: addMonths(from, -12), to: addMonths(to, -12) });

/** The twelve whole months before that of a day: the history that plans learn from where no other is chosen. */
export function twelveMonthsBefore(day: string): DayRange {
  const to = startOf('month', day);
  return { from: addMonths(to, -12), to };
}

/** The instant at which a day starts in a zone, as ISO UTC with milliseconds. A day at a clock change has 23 or 25 hours. */
export function startOfDay(day: string, timeZone: string): string {
  return new Date(date(day).toZonedDateTime({ timeZone, plainTime: '00:00' }).epochMilliseconds).toISOString();
}

/** The calendar day of an instant in a zone. */
export function dayOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
