// What all cases of one sample share: seed, size, calendar, streams, events and newsletters; and how many
// arrive on which day. Everything follows from seed, size and end alone.
import { HOUR, SampleCalendar } from './calendar.js';
import { Random } from '../shared/random.js';
import { pace, streamsOf, type Stream } from './streams.js';

export interface Occasion {
  readonly name: string;
  readonly at: number;
}

export interface World {
  readonly seed: number;
  /** 1 is the company of about 150,600 touches. */
  readonly size: number;
  readonly calendar: SampleCalendar;
  readonly streams: readonly Stream[];
  readonly webinars: readonly Occasion[];
  readonly fairs: readonly Occasion[];
  readonly newsletters: readonly Occasion[];
}

/** Touches that a company of size 1 has; found by counting. */
const TOUCHES_AT_SIZE_1 = 150_600;
export const MONTHS = 24;
const FAIR_MONTHS: Readonly<Record<number, string>> = { 2: 'fair_maintenance_days', 5: 'fair_factory_forum', 10: 'fair_upkeep_expo' };

export function createWorld(options: { seed: number; touches: number; until: string }): World {
  const calendar = new SampleCalendar(options.until, MONTHS);
  const size = options.touches / TOUCHES_AT_SIZE_1;
  const webinars: Occasion[] = [];
  const fairs: Occasion[] = [];
  const newsletters: Occasion[] = [];
  for (let index = 0; index < calendar.days; index += 1) {
    const day = calendar.dateOf(index);
    const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
    const weekday = new Date(`${day}T00:00Z`).getUTCDay();
    const stamp = `${year}_${day.slice(5, 7)}`;
    if (weekday === 2 && date > 7 && date <= 14) newsletters.push({ name: `newsletter_${stamp}`, at: calendar.localTime('DE', index, 9.5 * HOUR) });
    if (weekday === 4 && date > 14 && date <= 21 && month !== 8 && month !== 12) webinars.push({ name: `webinar_${stamp}`, at: calendar.localTime('DE', index, 15 * HOUR) });
    const fair = FAIR_MONTHS[month];
    if (weekday === 3 && date > 14 && date <= 21 && fair !== undefined) fairs.push({ name: `${fair}_${year}`, at: calendar.localTime('DE', index, 10 * HOUR) });
  }
  return { seed: options.seed, size, calendar, streams: streamsOf(size), webinars, fairs, newsletters };
}

/** Keys that keep the sample's random streams apart. */
export const DRAW = { arrivals: 1, case: 2, media: 3, rates: 4, costs: 5, series: 6, blunders: 7 } as const;

/** How many arrive through a stream on a day. */
export function arrivalsOn(world: World, stream: number, day: number): number {
  const s = world.streams[stream];
  if (s === undefined) return 0;
  const rate = pace(s, (day + 0.5) / world.calendar.days);
  if (rate === 0) return 0;
  let weight = 0;
  let total = 0;
  for (const [country, share] of s.countries) {
    weight += share * world.calendar.weight(country, day);
    total += share;
  }
  return new Random(world.seed, DRAW.arrivals, stream, day).poisson((s.volume * world.size * rate * weight) / total / world.calendar.days);
}

/** The first occasion at or after an instant. */
export const nextOccasion = (occasions: readonly Occasion[], at: number): Occasion | undefined => occasions.find((o) => o.at >= at);

/** The first instant of the calendar month so many months after the one that holds the instant. */
export function monthsAfter(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}
export const nextMonth = (at: number): number => monthsAfter(at, 1);
