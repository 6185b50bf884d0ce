// How readers of a workspace write numbers and dates, and values written so.
import type { Figure } from '../shared/api/figures.js';
import type { DigestFigure } from '../shared/api/reporting.js';
import { addDays } from '../shared/period.js';

/** Locale of a country's most spoken language: CZ is cs-CZ. Without a country en. */
export const localeOfCountry = (country: string): string => (country === '' ? 'en' : new Intl.Locale(`und-${country}`).maximize().minimize().language.concat(`-${country}`));

export const NO_VALUE = '–';
type Unit = DigestFigure['unit'];

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/** Writes values, shares and days in a locale; money in a currency, whose decimals stay exact. */
export interface Writer {
  readonly locale: string;
  figure(value: Figure, unit: Unit): string;
  /** `+12 %`; – for none. */
  change(rate: number | null): string;
  /** How many points a share rose or fell, `+3.2 points`; – where one of the two has no value. */
  points(value: Figure, before: Figure): string;
  percent(share: number): string;
  /** `1 Mar 2026` as the locale has it. */
  day(day: string): string;
}

export function createWriter(locale: string, currency: string): Writer {
  const number = (most: number, least = 0): Intl.NumberFormat => new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most });
  const money = currency === '' ? number(2, 2) : new Intl.NumberFormat(locale, { style: 'currency', currency });
  const formats: Record<Exclude<Unit, 'money'>, Intl.NumberFormat> = {
    count: number(0), ratio: number(2, 2), days: number(1), number: number(2), rate: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
  };
  const whole = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const byPoints = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    locale,
    figure: (value, unit) => (value === null ? NO_VALUE : (unit === 'money' ? money : formats[unit]).format(typeof value === 'string' && isDecimal(value) ? value : Number(value))),
    change: (rate) => (rate === null ? NO_VALUE : signed.format(rate)),
    points: (value, before) => (value === null || before === null ? NO_VALUE : `${byPoints.format((Number(value) - Number(before)) * 100)} points`),
    percent: (share) => whole.format(share),
    day: (day) => date.format(new Date(`${day}T00:00:00Z`)),
  };
}

/** `1–7 Mar`: both ends are said, the last is included. */
export const spanText = ({ from, to }: { from: string; to: string }, writer: Writer): string =>
  (addDays(from, 1) === to ? writer.day(from) : `${writer.day(from)} – ${writer.day(addDays(to, -1))}`);
