// Which days are worked: Monday to Friday without the public holidays of a country and region. Holidays
// come from date-holidays; its data stands under CC BY-SA 3.0 and is used unmodified.
import Holidays from 'date-holidays';
import { AppError } from '../shared/errors.js';
import { dayOf, type DayRange } from '../shared/period.js';

export interface WorkCalendar {
  /** ISO 3166-1 alpha-2 country, `CZ`; empty: weekdays only. */
  readonly country: string;
  /** State and, where there is one, region as date-holidays names them: `BY` or `BY.A`; empty: what the whole country keeps. */
  readonly region: string;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const epoch = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

const calendars = new Map<string, Holidays>();
const holidaysOfYear = new Map<string, ReadonlySet<string>>();

/** @throws AppError invalid_input for a country or region that date-holidays doesn't know */
function calendarOf({ country, region }: WorkCalendar): Holidays {
  const key = `${country}/${region}`;
  const known = calendars.get(key);
  if (known !== undefined) return known;
  const all = new Holidays();
  if (!(country in all.getCountries())) {
    throw new AppError('invalid_input', { where: 'country', reason: `no public holidays are known for "${country}"`, remedy: 'Use a country code such as CZ, DE or US, or leave it empty for weekdays only.' });
  }
  const [state = '', part = ''] = region.split('.');
  // Without states or regions the library answers undefined, which its types don't say.
  const states: Record<string, string> = all.getStates(country) ?? {};
  const parts: Record<string, string> = part === '' ? {} : (all.getRegions(country, state) ?? {});
  if ((state !== '' && !(state in states)) || (part !== '' && !(part in parts))) {
    const valid = Object.keys(part === '' ? states : parts);
    throw new AppError('invalid_input', {
      where: 'region',
      reason: `"${region}" is no region of ${country}`,
      remedy: valid.length === 0 ? `Leave it empty: ${country} has no regional holidays here.` : `Leave it empty or use one of ${valid.map((v) => (part === '' ? v : `${state}.${v}`)).join(', ')}.`,
    });
  }
  const calendar = new Holidays(country, state, part, { types: ['public'] });
  calendars.set(key, calendar);
  return calendar;
}

/** Days off that the holidays of one year bring. A holiday of some hours (from noon, say) leaves a working day. */
function holidaysIn(calendar: WorkCalendar, year: number): ReadonlySet<string> {
  const key = `${calendar.country}/${calendar.region}/${year}`;
  const known = holidaysOfYear.get(key);
  if (known !== undefined) return known;
  const days = new Set<string>();
  for (const holiday of calendarOf(calendar).getHolidays(year)) {
    if (holiday.type !== 'public') continue;
    // `date` is the calendar day there; the hour added bears the 23 hours of a day on which clocks change.
    const whole = Math.floor((holiday.end.getTime() - holiday.start.getTime() + HOUR) / DAY);
    const first = epoch(holiday.date.slice(0, 10));
    for (let i = 0; i < whole; i += 1) days.add(dayAt(first + i * DAY));
  }
  holidaysOfYear.set(key, days);
  return days;
}

/**
 * The business days in `[from, to)`, ascending: Monday to Friday, without public holidays, substitute days included.
 *
 * March 2026 in CZ has 22, of which the first is the 2nd.
 * @param range calendar days in the workspace's zone, `to` exclusive; may be empty
 * @throws AppError invalid_input for a country or region without known holidays
 */
export function businessDays({ from, to, country, region }: DayRange & WorkCalendar): string[] {
  const off = new Set<string>();
  if (country !== '') {
    // A holiday of several days may reach in from the year before.
    for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
      for (const day of holidaysIn({ country, region }, year)) off.add(day);
    }
  }
  const days: string[] = [];
  for (let [time, end] = [epoch(from), epoch(to)]; time < end; time += DAY) {
    const weekday = new Date(time).getUTCDay();
    const day = dayAt(time);
    if (weekday >= 1 && weekday <= 5 && !off.has(day)) days.push(day);
  }
  return days;
}

/**
 * The part of a range whose days were over at an instant: the day that holds `asOf` is not.
 * @param asOf ISO instant with offset
 * @param timeZone IANA zone in which days end
 * @returns the range, cut at `asOf`; empty (`to` equal to `from`) where none was over
 */
export function completedBefore({ from, to, asOf, timeZone }: DayRange & { readonly asOf: string; readonly timeZone: string }): DayRange {
  const today = dayOf(asOf, timeZone);
  if (today >= to) return { from, to };
  return { from, to: today > from ? today : from };
}
