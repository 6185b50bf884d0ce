// Reads numbers as spreadsheets and ad platforms of several countries write them, into exact decimal
// strings; never through floating point. Which of point and comma is the decimal sign is decided per
// column (column-formats.ts), as 1.234 alone can't tell.
import { Decimal } from 'decimal.js';
import { Refusal, type CellParser } from './refusal.js';

export type DecimalSign = '.' | ',';

/** What one cell tells of its column: its decimal sign, nothing, or that it could be read both ways. */
export type NumberEvidence = DecimalSign | 'none' | 'either';

const PLAIN = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,8})?$/;
const PLAIN_INTEGER = /^\d{1,15}$/;
/** All the spaces that stand between thousands, and the apostrophes. */
const SPACES = /[\s\u00a0\u2009\u202f\u2007]/g;
/** The run of digits and separators in a cell, whatever stands around it. */
const CORE = /[.,]?\d(?:[\d.,'’\s\u00a0\u2009\u202f]*\d)?/;
const GROUPS = /^\d{1,3}(?:([.,'])\d{2,3})*$/;
/** Digits before and after the decimal sign that the store keeps. */
const WHOLE_DIGITS = 18;
const FRACTION_DIGITS = 8;
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Digits, signs and separators only: currency and percent signs are taken off before. */
interface Bare {
  readonly negative: boolean;
  readonly digits: string;
}

/** Strips sign (before, after, or brackets), spaces and apostrophes between thousands. Undefined when no number is left. */
function bare(text: string): Bare | undefined {
  let digits = text.replace(SPACES, ' ').trim().replace(/[\u2212\u2013]/g, '-').replace(/[\u2019\u00b4`]/g, "'");
  let negative = false;
  if (digits.startsWith('(') && digits.endsWith(')')) {
    negative = true;
    digits = digits.slice(1, -1).trim();
  }
  if (digits.startsWith('-')) {
    negative = !negative;
    digits = digits.slice(1).trim();
  } else if (digits.endsWith('-')) {
    negative = !negative;
    digits = digits.slice(0, -1).trim();
  } else if (digits.startsWith('+')) digits = digits.slice(1).trim();
  if (!/^[\d.,' ]*\d[\d.,' ]*$/.test(digits)) return undefined;
  return { negative, digits: digits.replace(/(\d) (?=\d{3}(?!\d))/g, "$1'") };
}

/** What a cell tells of the decimal sign of its column. Text that is no number tells nothing. */
export function numberEvidence(text: string): NumberEvidence {
  const found = bare(CORE.exec(text)?.[0] ?? '');
  if (found === undefined) return 'none';
  const { digits } = found;
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (point < 0 && comma < 0) return 'none';
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const sign: DecimalSign = point >= 0 ? '.' : ',';
  const at = Math.max(point, comma);
  const other: DecimalSign = sign === '.' ? ',' : '.';
  if (digits.indexOf(sign) !== at) return other;
  const before = digits.slice(0, at);
  const after = digits.length - at - 1;
  if (after !== 3 || before.length > 3 || before === '' || before.startsWith('0') || before.includes("'")) return sign;
  return 'either';
}

/** An exact decimal string as the store takes it: at most 18 digits before and 8 after the point (rounded half up). */
function settle(negative: boolean, digits: string, shift: number): string | Refusal {
  const [whole = '', fraction = ''] = digits.split('.');
  let value: string;
  if (shift === 0 && fraction.length <= FRACTION_DIGITS) {
    const head = whole.replace(/^0+(?=\d)/, '') || '0';
    value = fraction === '' ? head : `${head}.${fraction}`;
  } else {
    value = new Exact(`${whole || '0'}.${fraction || '0'}e${shift}`).toDecimalPlaces(FRACTION_DIGITS).toFixed();
  }
  if ((value.split('.')[0] ?? '').length > WHOLE_DIGITS) return new Refusal('the number has more than 18 digits before the decimal point', 'Correct the number.');
  return negative && /[1-9]/.test(value) ? `-${value}` : value;
}

const notANumber = (text: string): Refusal => new Refusal(`"${cut(text)}" is no number`, 'Write digits only, such as 1234.56, or leave the cell empty.');
export const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/**
 * A parser of decimal numbers.
 * @param decimal the column's decimal sign; undefined reads what is clear in itself and refuses `1.234`
 * @param shift powers of ten that a suffix such as K adds
 * @returns a decimal string such as `-1234.56`
 */
export function decimalParser(decimal: DecimalSign | undefined): (text: string, shift?: number) => string | Refusal {
  return (text, shift = 0) => {
    if (shift === 0 && PLAIN.test(text) && (decimal === '.' || !text.includes('.'))) return text;
    const science = /^([+-]?\d+(?:[.,]\d+)?)e([+-]?\d{1,2})$/i.exec(text.trim());
    const found = bare(science?.[1] ?? text);
    if (found === undefined) return notANumber(text);
    const power = shift + (science === null ? 0 : Number(science[2]));
    const evidence = science === null ? numberEvidence(text) : undefined;
    let sign = decimal;
    if (sign === undefined) {
      if (evidence === 'either') {
        return new Refusal(`"${cut(text)}" can be read as a whole number or as a fraction`, 'Say which sign is the decimal one: decimal: "." or decimal: ",".');
      }
      sign = evidence === ',' || (science?.[1]?.includes(',') ?? false) ? ',' : '.';
    }
    const at = found.digits.indexOf(sign);
    if (at >= 0 && at !== found.digits.lastIndexOf(sign)) return contradicts(text, sign);
    const whole = at < 0 ? found.digits : found.digits.slice(0, at);
    const fraction = at < 0 ? '' : found.digits.slice(at + 1);
    if (!/^\d*$/.test(fraction)) return contradicts(text, sign);
    if (whole !== '' && !/^\d+$/.test(whole)) {
      const groups = GROUPS.exec(whole);
      if (groups === null || whole.replace(/[\d]/g, '').replaceAll(groups[1] ?? '', '') !== '' || !/\d{3}$/.test(whole)) return contradicts(text, sign);
    }
    return settle(found.negative, `${whole.replace(/\D/g, '')}.${fraction}`.replace(/\.$/, ''), power);
  };
}

const contradicts = (text: string, sign: DecimalSign): Refusal =>
  new Refusal(`"${cut(text)}" is no number with "${sign}" as decimal sign`, `Correct it, or say decimal: "${sign === '.' ? ',' : '.'}" if the whole file writes numbers so.`);

/**
 * A parser of whole numbers of nought or more (impressions, clicks): `1.234` and `1,234` are 1234 unless the column's sign is known.
 */
export function countParser(decimal: DecimalSign | undefined): CellParser<number> {
  const parse = decimalParser(decimal);
  return (text) => {
    if (PLAIN_INTEGER.test(text)) return Number(text);
    const grouped = decimal === undefined && numberEvidence(text) === 'either' ? text.replace(/[.,]/, '') : text;
    const value = parse(grouped);
    if (typeof value !== 'string') return value;
    if (value.startsWith('-')) return new Refusal(`"${cut(text)}" is negative, where a count is expected`, 'Correct the number.');
    const [whole = '', fraction = ''] = value.split('.');
    if (/[1-9]/.test(fraction)) return new Refusal(`"${cut(text)}" is no whole number`, 'Correct the number.');
    if (whole.length > 15) return new Refusal(`"${cut(text)}" is too large for a count`, 'Correct the number.');
    return Number(whole);
  };
}

/** A parser of measured values that are no money: `77.77%` is 0.7777. */
export function measureParser(decimal: DecimalSign | undefined): CellParser<number> {
  const parse = decimalParser(decimal);
  return (text) => {
    const percent = text.trimEnd().endsWith('%');
    const value = percent ? parse(text.trimEnd().slice(0, -1), -2) : parse(text);
    return typeof value === 'string' ? Number(value) : value;
  };
}
