// Turns figures into text in the reader's locale: counts, money, rates, ratios, days and their changes.
// Money stays a decimal string all the way into Intl, so no cent is lost to floating point.
import type { Figure, KpiEntry } from '../../shared/api/figures.js';

export type Unit = KpiEntry['unit'];

/**
 * - exact: everything the figure has, with its currency
 * - short: three significant digits with its currency, for large type and prose
 * - cell: no currency or unit, for table columns whose header names it
 */
export type Precision = 'exact' | 'short' | 'cell';

export interface FigureFormat {
  readonly unit: Unit;
  /** ISO 4217; '' while the workspace has none. */
  readonly currency: string;
  readonly precision?: Precision;
  /** Digits after the point; overrides what the unit would have. */
  readonly digits?: number;
  /** Show + and −. */
  readonly signed?: boolean;
  /** Default: the browser's. */
  readonly locale?: string;
}

/** What stands for "no value". */
export const NO_VALUE = '–';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const isDecimal = (text: string): text is `${number}` => DECIMAL.test(text);

/** The figure as a plain number, for positions in charts and comparisons; null for no value. */
export function toNumber(value: Figure | undefined): number | null {
  if (value === null || value === undefined) return null;
  const n = typeof value === 'number' ? value : Number(value);
  return Number.isFinite(n) ? n : null;
}

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale ?? ''}${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/** Digits after the point that a figure of this unit and size is read with. */
export function digitsFor(unit: Unit, value: Figure, precision: Precision = 'exact'): number {
  const size = Math.abs(toNumber(value) ?? 0);
  switch (unit) {
    case 'count': return 0;
    case 'money': return precision !== 'exact' && size >= 1000 ? 0 : 2;
    case 'rate': return size !== 0 && size < 0.01 ? 2 : 1;
    case 'ratio': return size < 10 ? 2 : 1;
    case 'days': return size < 10 ? 1 : 0;
    case 'number': return size >= 1000 ? 0 : size < 10 ? 2 : 1;
  }
}

/** One number of digits for a whole column, so that its points stand under each other. */
export function columnDigits(unit: Unit, values: readonly Figure[]): number {
  const sizes = values.map((v) => Math.abs(toNumber(v) ?? 0)).filter((v) => v > 0);
  if (sizes.length === 0) return digitsFor(unit, 0, 'cell');
  const largest = Math.max(...sizes);
  return unit === 'rate' ? digitsFor(unit, largest < 0.1 ? Math.min(...sizes) : largest, 'cell') : digitsFor(unit, largest, 'cell');
}

/** The figure as a reader sees it; `–` for no value. */
export function formatFigure(value: Figure | undefined, format: FigureFormat): string {
  if (value === null || value === undefined || toNumber(value) === null) return NO_VALUE;
  const { unit, currency, precision = 'exact', locale } = format;
  const digits = format.digits ?? digitsFor(unit, value, precision);
  const options: Intl.NumberFormatOptions = {
    minimumFractionDigits: digits, maximumFractionDigits: digits, ...(format.signed === true && { signDisplay: 'exceptZero' }),
  };
  if (unit === 'rate' && precision !== 'cell') options.style = 'percent';
  if (unit === 'money' && precision !== 'cell' && currency !== '') Object.assign(options, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  if (precision === 'short' && (unit === 'money' || unit === 'count') && Math.abs(toNumber(value) ?? 0) >= (unit === 'money' ? 100_000 : 1_000_000)) {
    Object.assign(options, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2, maximumSignificantDigits: 3 });
  }
  if (unit === 'rate' && precision === 'cell') return withMinus(numberFormat(locale, options).format((toNumber(value) ?? 0) * 100));
  const text = withMinus(numberFormat(locale, options).format(typeof value === 'string' && isDecimal(value) ? value : Number(value)));
  if (precision === 'cell') return text;
  if (unit === 'ratio') return `${text}\u202f×`;
  return unit === 'days' ? `${text}\u202fd` : text;
}

/** The unit as a column header names it: `€`, `%`, `days`; '' where a number needs none. */
export function unitSign(unit: Unit, currency: string, locale?: string): string {
  switch (unit) {
    case 'money': return currency === '' ? '' : numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0).find((p) => p.type === 'currency')?.value ?? currency;
    case 'rate': return '%';
    case 'ratio': return '×';
    case 'days': return 'days';
    default: return '';
  }
}

/** A change as text: `+312`, `+€5.02`; rates change by points: `−2.1 points`. */
export function formatChange(change: Figure | undefined, format: FigureFormat): string {
  const n = toNumber(change);
  if (change === null || change === undefined || n === null) return NO_VALUE;
  if (format.unit !== 'rate') return formatFigure(change, { ...format, signed: true });
  const points = n * 100;
  const digits = format.digits ?? (points !== 0 && Math.abs(points) < 1 ? 2 : 1);
  const text = withMinus(numberFormat(format.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(points));
  return format.precision === 'cell' ? text : `${text}\u202fpoints`;
}

/** A relative change without its sign: `12 %`; tenths where they matter. */
export function formatRelative(rate: number, locale?: string): string {
  const size = Math.abs(rate);
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: size < 0.1 ? 1 : 0 }).format(size);
}

/** A whole number in the reader's locale. */
export const formatCount = (n: number, locale?: string): string => numberFormat(locale, { maximumFractionDigits: 0 }).format(n);

const BYTES: Intl.NumberFormatOptions['unit'][] = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
/** A file's size: `4.2 MB`. */
export function formatBytes(bytes: number, locale?: string): string {
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return numberFormat(locale, { style: 'unit', unit: BYTES[step] ?? 'byte', unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1000 ** step);
}

const withMinus = (text: string): string => text.replace('-', '−');
