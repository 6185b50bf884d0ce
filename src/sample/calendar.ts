// The calendar that the sample company lives by: how busy each day is in each country, local hours
// as UTC instants, and the next working hour. Public holidays come from date-holidays.
import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { addDays, addMonths, daysBetween, startOfDay } from '../shared/period.js';
import type { Random } from '../shared/random.js';

export const COUNTRIES = ['DE', 'CZ', 'US', 'GB'] as const;
export type Country = (typeof COUNTRIES)[number];
const ZONES: Record<Country, string> = { DE: 'Europe/Berlin', CZ: 'Europe/Prague', US: 'America/New_York', GB: 'Europe/London' };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** January to December: quiet summers and turns of the year, busy springs and autumns. */
const MONTHS = [1.02, 1.06, 1.13, 1.02, 1.0, 1.0, 0.86, 0.78, 1.12, 1.15, 1.1, 0.74];
/** Monday to Sunday. */
const WEEKDAYS = [1.2, 1.32, 1.28, 1.2, 0.98, 0.46, 0.56];
const HOLIDAY = 0.35;
const TURN_OF_YEAR = 0.4;
/** Share of a day's visits by local hour; nobody before three, so that a day starts on its own date in UTC too. */
const HOURS = [0, 0, 0, 0.2, 0.3, 0.7, 2, 4, 7.5, 9.5, 9.8, 9, 6.8, 8, 8.8, 8.2, 6.8, 5, 3.6, 3, 2.8, 2.2, 1.4, 0.6];
/** Days kept before and after the range, for what began earlier or ends later. */
const MARGIN = 40;

interface Day {
  readonly free: boolean;
  readonly weight: number;
  /** Instant at which the local day starts. */
  readonly starts: number;
}

export class SampleCalendar {
  /** First day; `until` is the day after the last. */
  readonly start: string;
  readonly days: number;
  readonly startMs: number;
  readonly untilMs: number;
  private readonly byCountry = new Map<Country, Day[]>();
  private readonly hourSum = HOURS.reduce((a, b) => a + b, 0);

  constructor(readonly until: string, readonly months: number) {
    this.start = addMonths(until, -months);
    this.days = daysBetween(this.start, until);
    this.startMs = Date.parse(this.start);
    this.untilMs = Date.parse(until);
    for (const country of COUNTRIES) this.byCountry.set(country, this.daysOf(country));
  }

  private daysOf(country: Country): Day[] {
    const first = addDays(this.start, -MARGIN);
    const count = this.days + 2 * MARGIN;
    const holidays = new Holidays(country);
    const free = new Set<string>();
    for (let year = Number(first.slice(0, 4)); year <= Number(this.until.slice(0, 4)) + 1; year += 1) {
      for (const h of holidays.getHolidays(year)) if (h.type === 'public') free.add(h.date.slice(0, 10));
    }
    const days: Day[] = [];
    let total = 0;
    for (let i = 0, date = Temporal.PlainDate.from(first); i < count; i += 1, date = date.add({ days: 1 })) {
      const day = date.toString();
      const turn = day.slice(5) >= '12-23' || day.slice(5) <= '01-02';
      const weight = (MONTHS[date.month - 1] ?? 1) * (WEEKDAYS[date.dayOfWeek - 1] ?? 1) * (free.has(day) ? HOLIDAY : 1) * (turn ? TURN_OF_YEAR : 1);
      if (i >= MARGIN && i < MARGIN + this.days) total += weight;
      days.push({ free: date.dayOfWeek > 5 || free.has(day), weight, starts: Date.parse(startOfDay(day, ZONES[country])) });
    }
    return days.map((d) => ({ ...d, weight: (d.weight * this.days) / total }));
  }

  private day(country: Country, index: number): Day | undefined {
    return this.byCountry.get(country)?.[index + MARGIN];
  }

  /** Index of the UTC day of an instant; 0 is the first day. */
  indexOf(at: number): number {
    return Math.floor((at - this.startMs) / DAY);
  }
  dateOf(index: number): string {
    return new Date(this.startMs + index * DAY).toISOString().slice(0, 10);
  }
  /** How busy a day is; 1 on average over the range. */
  weight(country: Country, index: number): number {
    return this.day(country, index)?.weight ?? 1;
  }
  isFree(country: Country, index: number): boolean {
    return this.day(country, index)?.free ?? false;
  }

  /** An instant of a day at which somebody of this country would look at a website. */
  browsingTime(random: Random, country: Country, index: number): number {
    let left = random.float() * this.hourSum;
    let hour = 0;
    while (hour < 23 && (left -= HOURS[hour] ?? 0) >= 0) hour += 1;
    return this.localTime(country, index, (hour + random.float()) * HOUR);
  }
  /** The local time of a day, in milliseconds after its start, as an instant. */
  localTime(country: Country, index: number, time: number): number {
    return Math.floor((this.day(country, index)?.starts ?? this.startMs + index * DAY) + time);
  }
  /** The instant itself where it falls into office hours, else a moment of the next working day's morning. */
  workingTime(random: Random, country: Country, at: number): number {
    let index = this.indexOf(at);
    for (let tries = 0; tries < 15; tries += 1, index += 1) {
      const day = this.day(country, index);
      if (day === undefined) return at;
      if (day.free || at > day.starts + 17.5 * HOUR) continue;
      return at >= day.starts + 8.5 * HOUR ? at : Math.floor(day.starts + random.between(8.5, 11) * HOUR);
    }
    return at;
  }
}
