// Writes one figure as a person reads it: grouped thousands, unit, and – for no value.
import { Decimal } from 'decimal.js';
import type { Figure, KpiEntry } from '../../shared/api/figures.js';

export type FigureUnit = KpiEntry['unit'];

const DIGITS: Record<FigureUnit, number> = { count: 2, money: 2, rate: 1, ratio: 2, days: 1, number: 4 };

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A decimal with grouped thousands; `least` digits after the point, `most` where it has them. */
function grouped(value: Decimal, least: number, most: number): string {
  const [whole = '0', fraction = ''] = value.toDecimalPlaces(most, Decimal.ROUND_HALF_UP).abs().toFixed().split('.');
  const shown = fraction.padEnd(least, '0');
  return `${value.isNegative() && !value.isZero() ? '−' : ''}${group(whole)}${shown === '' ? '' : `.${shown}`}`;
}

/** `1,234.50 EUR`, `12.3 %`, `41`, `8.5 d`; `–` where there is no value. */
export function figureText(value: Figure | undefined, unit: FigureUnit, currency = ''): string {
  if (value === null || value === undefined) return '–';
  const number = new Decimal(value);
  switch (unit) {
    case 'money': return `${grouped(number, 2, 2)} ${currency}`.trimEnd();
    case 'rate': return `${grouped(number.times(100), DIGITS.rate, DIGITS.rate)} %`;
    case 'days': return `${grouped(number, DIGITS.days, DIGITS.days)} d`;
    case 'ratio': return grouped(number, DIGITS.ratio, DIGITS.ratio);
    case 'count': case 'number': return grouped(number, 0, DIGITS[unit]);
  }
}

/** Parts of a figure (numerator, denominator) carry no unit of their own: a plain grouped number. */
export const plainFigure = (value: Figure | undefined): string => (value === null || value === undefined ? '–' : grouped(new Decimal(value), 0, 4));
