// Figures of several KPIs as lines: one line a cell of the split (and step of time), the KPIs side by side.
import type { ComparedRow } from '../../shared/api/figures.js';
import { toNumber } from '../format/format-figure.js';
import { groupBy } from './group-by.js';

export interface PivotLine {
  readonly key: string;
  /** Value of each dimension of the split, in its order; empty without a split, and of a total. */
  readonly dims: readonly string[];
  readonly period: ComparedRow['period'];
  /** By KPI. */
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

const SEPARATOR = '\u0000';

/** Lines in the order in which their cells first appear. */
export function pivotFigures(rows: readonly ComparedRow[], by: readonly string[]): PivotLine[] {
  const dimsOf = (r: ComparedRow): string[] => (r.dims === undefined ? [] : by.map((d) => r.dims?.[d] ?? ''));
  return [...groupBy(rows, (r) => [...dimsOf(r), r.period?.from ?? ''].join(SEPARATOR))].map(([key, same]) => {
    const [first] = same;
    return { key, dims: first ? dimsOf(first) : [], period: first?.period, cells: new Map(same.map((r) => [r.kpi, r])) };
  });
}

/** What a time is drawn and sorted by is the median of those who converted. */
export const valueOf = (row: ComparedRow | undefined): ComparedRow['value'] => row?.value ?? row?.converted?.median ?? null;

export interface Series {
  readonly name: string;
  /** One for each period, in order; null where there is no value. */
  readonly rows: readonly (ComparedRow | undefined)[];
}

/**
 * One KPI over time, a series for each cell of the split, the largest first.
 * @param most series to keep; a chart with more can't be read
 * @returns the periods, the series and how many were left out
 */
export function seriesOf(lines: readonly PivotLine[], kpi: string, most: number): { readonly periods: readonly NonNullable<ComparedRow['period']>[]; readonly series: readonly Series[]; readonly left: number } {
  const periods = [...new Map(lines.flatMap((l) => (l.period ? [[l.period.from, l.period] as const] : []))).values()].sort((a, b) => (a.from < b.from ? -1 : 1));
  const size = (of: readonly PivotLine[]): number => of.reduce((sum, l) => sum + Math.abs(toNumber(valueOf(l.cells.get(kpi))) ?? 0), 0);
  const cells = [...groupBy(lines, (l) => l.dims.join(SEPARATOR)).values()].filter((of) => of.some((l) => toNumber(valueOf(l.cells.get(kpi))) !== null)).sort((a, b) => size(b) - size(a));
  return {
    periods, left: Math.max(0, cells.length - most),
    series: cells.slice(0, most).map((of) => {
      const at = new Map(of.map((l) => [l.period?.from, l.cells.get(kpi)]));
      return { name: of[0]?.dims.join(' · ') ?? '', rows: periods.map((p) => at.get(p.from)) };
    }),
  };
}
