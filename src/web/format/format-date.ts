// Days, ranges of days, instants and durations as text in the reader's locale. Days are calendar days and
// belong to no zone; instants are shown in the zone they are asked for.
import { addDays, type DayRange } from '../../shared/period.js';
import type { Step } from '../../shared/api/figures.js';

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ''}${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
const WITH_YEAR: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' };

/** `22 Nov 2026` */
export const formatDay = (day: string, locale?: string): string => dateFormat(locale, WITH_YEAR).format(noon(day));

/** `1 Oct – 22 Nov 2026`: both ends included, as people say it. A whole month is named `October 2026`. */
export function formatRange({ from, to }: DayRange, locale?: string): string {
  const lastDay = addDays(to, -1);
  if (from === lastDay) return formatDay(from, locale);
  if (from.endsWith('-01') && to.endsWith('-01') && addDays(from, 32) > to) return dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noon(from));
  return dateFormat(locale, WITH_YEAR).formatRange(noon(from), noon(lastDay));
}

/** A point of a trend: `16 Nov` for a day or week, `Nov 2026` for a month, `Oct – Dec 2026` for a quarter, `2026` for a year. */
export function formatStep(part: DayRange, step: Step, locale?: string): string {
  const months: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric', timeZone: 'UTC' };
  switch (step) {
    case 'day':
    case 'week': return dateFormat(locale, DAY).format(noon(part.from));
    case 'month': return dateFormat(locale, months).format(noon(part.from));
    case 'quarter': return dateFormat(locale, months).formatRange(noon(part.from), noon(addDays(part.to, -1)));
    case 'year': return part.from.endsWith('-01-01') ? part.from.slice(0, 4) : dateFormat(locale, months).formatRange(noon(part.from), noon(addDays(part.to, -1)));
  }
}

/** An instant, `22 Nov, 09:40`, in a zone; with its year when that is another than `now`'s. */
export function formatInstant(instant: string, timeZone: string, locale?: string, now: Date = new Date()): string {
  const at = new Date(instant);
  const sameYear = at.getUTCFullYear() === now.getUTCFullYear();
  return dateFormat(locale, { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }), hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}

/** Seconds left in words: `a few seconds`, `40 s`, `3 min`, `1 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
