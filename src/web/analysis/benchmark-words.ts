// A benchmark in words: its range, where a figure stands to it, and who says so.
import type { ComparedRow, KpiEntry } from '../../shared/api/figures.js';
import { formatFigure, type Unit } from '../format/format-figure.js';

export type Benchmark = NonNullable<KpiEntry['benchmark']>;

/** `2 % – 5 %`, `from 2 %` or `up to €80`. */
export function rangeWords({ low, high }: Pick<Benchmark, 'low' | 'high'>, unit: Unit, currency: string): string {
  const show = (value: number): string => formatFigure(value, { unit, currency, ...(unit === 'rate' && { digits: Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1 }) });
  if (low !== undefined && high !== undefined) return `${show(low)} – ${show(high)}`;
  return low !== undefined ? `from ${show(low)}` : high !== undefined ? `up to ${show(high)}` : '';
}

/** Where a figure stands to its range; '' for one that can't be judged. */
export function standing({ low, high }: Pick<Benchmark, 'low' | 'high'>, { value, status }: Pick<ComparedRow, 'value' | 'status'>): '' | 'below' | 'within' | 'above' {
  if (value === null || status !== 'ok') return '';
  const number = Number(value);
  return low !== undefined && number < low ? 'below' : high !== undefined && number > high ? 'above' : 'within';
}
