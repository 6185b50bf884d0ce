// What a plan costs a month or a year: price per unit times quantity, less discounts, over however long an interval is.
import { Decimal } from 'decimal.js';
import { fold } from '../mapping/mapping-schema.js';
import { Refusal } from '../reading/refusal.js';

const Exact = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_UP });

/** An interval of so many days, weeks, months or years. */
export interface Interval {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

const UNITS: Readonly<Record<string, Interval>> = Object.fromEntries(([
  ['day', 1, 'day', 'daily'], ['week', 1, 'week', 'weekly'], ['week', 2, 'fortnight', 'biweekly'],
  ['month', 1, 'month', 'monthly', 'mo', 'm', 'monat', 'monatlich', 'mois', 'mensuel'],
  ['month', 3, 'quarter', 'quarterly', 'quartal', 'trimestre'], ['month', 6, 'half-year', 'half year', 'half-yearly', 'semi-annual', 'semiannual', 'semi-annually', 'biannual'],
  ['year', 1, 'year', 'yearly', 'annual', 'annually', 'y', 'jahr', 'jährlich', 'an', 'annuel'],
] as const).flatMap(([unit, count, ...words]) => words.map((word) => [word, { unit, count }])));

const COUNTED = /^(?:every )?(\d{1,3}) ?(day|week|month|quarter|year)s?$/;

/** Reads `month`, `yearly`, `quarter`, `every 3 months`. @param times a count that stands in a column of its own */
export function readInterval(text: string, times = 1): Interval | Refusal {
  const word = fold(text).replaceAll('_', ' ');
  const counted = COUNTED.exec(word);
  const unit = UNITS[counted?.[2] ?? word];
  const count = (unit?.count ?? 0) * Number(counted?.[1] ?? 1) * times;
  if (unit !== undefined && count >= 1) return { unit: unit.unit, count };
  return new Refusal(`"${text.slice(0, 60)}" is no interval that can be read`, 'Write day, week, month, quarter or year, or every 3 months.');
}

export interface Price {
  /** Per unit and interval; decimal text. */
  readonly unit: string;
  readonly quantity: number;
  /** 0 to 100. */
  readonly percentOff: string;
  /** Money off the whole, each interval. */
  readonly amountOff: string;
  readonly interval: Interval;
}

/** The vocabulary has months and years. Weeks count 52, days 365 a year, each a twelfth of it a month; other intervals are divided into theirs. */
export function pricePerInterval({ unit, quantity, percentOff, amountOff, interval }: Price): { readonly amount: string; readonly interval: 'month' | 'year' } {
  const whole = new Exact(unit).times(quantity);
  const due = Exact.max(0, whole.minus(whole.times(percentOff).div(100)).minus(amountOff));
  const each = due.div(interval.count);
  const amount = interval.unit === 'week' ? each.times(52).div(12) : interval.unit === 'day' ? each.times(365).div(12) : each;
  return { amount: amount.toDecimalPlaces(8).toFixed(), interval: interval.unit === 'year' ? 'year' : 'month' };
}

const PERCENT = /^(\d{1,3}(?:[.,]\d{1,4})?) ?%$/;

/** `20%` as percent, `10` or `10.50` as money. */
export function readDiscount(text: string): { readonly percentOff?: string; readonly amountOff?: string } | Refusal {
  const plain = text.trim();
  const percent = PERCENT.exec(plain)?.[1]?.replace(',', '.');
  if (percent !== undefined && Number(percent) <= 100) return { percentOff: percent };
  if (percent === undefined && /^\d{1,12}(\.\d{1,8})?$/.test(plain)) return { amountOff: plain };
  return new Refusal(`"${plain.slice(0, 60)}" is no discount`, 'Write 20% or an amount of money such as 10.50.');
}
