// Puts the figures of the compared range beside those asked for: change, rate of change, and how sure the difference of
// two rates is.
import { Decimal } from 'decimal.js';
import type { ComparedRow, Figure, FigureRow } from '../shared/api/figures.js';
import type { Kpi } from './kpi.js';
import { newcombe } from './statistics/newcombe.js';

const difference = (now: Figure, before: Figure): Figure => {
  if (now === null || before === null) return null;
  const change = new Decimal(now).minus(before);
  return typeof now === 'string' ? change.toFixed() : change.toNumber();
};

/** Rows with the same cell of the compared range beside them; periods are matched by their place in the range. */
export function beside(rows: readonly FigureRow[], before: readonly FigureRow[], kpis: ReadonlyMap<string, Kpi>, basis: string): ComparedRow[] {
  const place = (list: readonly FigureRow[]): Map<string, number> => new Map([...new Set(list.map((r) => r.period?.from ?? ''))].sort().map((from, i) => [from, i]));
  const [places, placesBefore] = [place(rows), place(before)];
  const key = (row: FigureRow, at: ReadonlyMap<string, number>): string => JSON.stringify([row.kpi, at.get(row.period?.from ?? ''), row.dims ?? null]);
  const found = new Map(before.map((row) => [key(row, placesBefore), row]));
  return rows.map((row) => {
    const then = found.get(key(row, places));
    if (then === undefined) return row;
    const change = difference(row.value, then.value);
    // Over what was below zero a rise would read as a fall.
    const rate = row.value === null || then.value === null || !new Decimal(then.value).gt(0) ? null : new Decimal(row.value).div(then.value).minus(1).toNumber();
    const kpi = kpis.get(row.kpi);
    const proportion = (r: FigureRow): { events: number; sample: number } | null =>
      typeof r.numerator === 'number' && typeof r.denominator === 'number' && r.numerator <= r.denominator && r.numerator >= 0 ? { events: r.numerator, sample: r.denominator } : null;
    const [a, b] = [proportion(row), proportion(then)];
    const isProportion = (kpi?.kind === 'stage_rate' && basis === 'cohort') || (kpi?.kind === 'ratio' && kpi.interval === 'wilson');
    const bounds = isProportion && a !== null && b !== null ? newcombe(a, b) : null;
    return {
      ...row,
      before: { value: then.value, numerator: then.numerator, denominator: then.denominator, sample: then.sample, status: then.status },
      change, changeRate: rate,
      ...(bounds !== null && { changeLow: bounds.low, changeHigh: bounds.high }),
    };
  });
}
