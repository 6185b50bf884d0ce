// What the sample company looks up rather than does: exchange rates and a few series of its own.
// The rates are made up (they only wander around a plausible level) and say so in their keys.
import type { RateDraft, SeriesDraft } from '../facts/drafts.js';
import { MARKETS } from './company.js';
import { Random } from '../shared/random.js';
import { DRAW, type World } from './world.js';

const CURRENCIES = Object.values(MARKETS).filter((m) => m.currency !== 'EUR').map((m) => [m.currency, m.perEuro] as const)
  .filter(([currency], i, all) => all.findIndex(([c]) => c === currency) === i);
/** Days of rates before the first fact. */
export const RATE_DAYS_BEFORE = 10;

/** Made-up euro rates of a day; none on Saturdays and Sundays. Slow waves and a little noise, within about 4 % of their level. */
export function madeUpRates(world: World, day: number): RateDraft[] {
  const date = world.calendar.dateOf(day);
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  return CURRENCIES.map(([currency, level], index) => {
    const phase = new Random(world.seed, DRAW.rates, index).float() * 2 * Math.PI;
    const noise = new Random(world.seed, DRAW.rates, index, day + 1_000).normal();
    const rate = level * (1 + 0.024 * Math.sin(day / 97 + phase) + 0.011 * Math.sin(day / 23 + 2 * phase) + 0.0016 * noise);
    return { kind: 'rate', key: `sample:made-up-rate:${currency}:${date}`, day: date, currency, perEuro: rate.toFixed(4) };
  });
}

/** Own series, one value each Monday. */
export function weeklySeries(world: World, day: number): SeriesDraft[] {
  const date = world.calendar.dateOf(day);
  if (new Date(`${date}T00:00Z`).getUTCDay() !== 1) return [];
  const random = new Random(world.seed, DRAW.series, day);
  const position = day / world.calendar.days;
  const point = (series: string, value: number): SeriesDraft => ({ kind: 'series', key: `sample:series:${series}:${date}`, day: date, series, value });
  return [
    point('LinkedIn followers', Math.round(1_900 + 2_400 * position ** 1.2 + random.between(-12, 12))),
    point('Search position, maintenance software', Math.round((14 - 8 * position + random.between(-1.2, 1.2)) * 10) / 10),
  ];
}
