// Numbers of plans: decimals wide enough that a product of typed figures is exact, and fractions that keep
// a rate of one's own history (50 of 150) as it is until the one division at the end.
import { Decimal } from 'decimal.js';
import { AppError } from '../errors.js';

/** 80 digits: revenue × rates × prices stay exact; only a division is rounded, far behind anything shown. */
export const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });

/** A decimal as text (`"0.25"`) or as a number, as documents and flags carry it. */
export type DecimalInput = string | number;

/** `over ÷ under`, not yet divided. */
export interface Fraction {
  readonly over: Decimal;
  readonly under: Decimal;
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** Beyond all money and people there are; products of some such numbers can still be reckoned with and shown. */
const MOST = '1e15';

const refuse = (where: string, reason: string, remedy: string): AppError => new AppError('invalid_input', { where, reason, remedy });

/** @throws AppError invalid_input for what is no decimal number, or beyond 10^15 */
export function readDecimal(where: string, value: DecimalInput): Decimal {
  const text = String(value).trim();
  if (!DECIMAL.test(text)) throw refuse(where, `"${text}" is no number`, 'Write it with a point before the fraction and without signs between thousands, e.g. 30000 or 0.25.');
  const number = new Exact(text);
  if (number.abs().gt(MOST)) throw refuse(where, `${text.length > 40 ? `${text.slice(0, 40)}…` : text} is too large to plan with`, 'Give at most 10^15.');
  return number;
}

/** An amount above zero. @throws AppError invalid_input */
export function readPositive(where: string, value: DecimalInput): Decimal {
  const number = readDecimal(where, value);
  if (number.lte(0)) throw refuse(where, `${number.toFixed()} is not above zero`, 'Give an amount above zero.');
  return number;
}

/** A share above 0, at most 1. @throws AppError invalid_input */
export function readRate(where: string, value: DecimalInput): Decimal {
  const rate = readDecimal(where, value);
  if (rate.lte(0)) throw refuse(where, `a rate of ${rate.toFixed()} leaves nothing to plan with`, 'Give a share above 0 and at most 1, e.g. 0.25 for 25 %.');
  if (rate.gt(1)) throw refuse(where, `a rate of ${rate.toFixed()} is above one`, `Give a share above 0 and at most 1, e.g. 0.25 for 25 %${rate.lte(100) ? `; ${rate.toFixed()} % is ${rate.div(100).toFixed()}` : ''}.`);
  return rate;
}

export const whole = (value: Decimal): Fraction => ({ over: value, under: new Exact(1) });
