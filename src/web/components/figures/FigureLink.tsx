// A figure as a door: leads to its KPI's page at that very cell, and says on hover or focus what it rests on.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { furtherRemark } from '../../analysis/figure-words.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { rangeId } from '../../view/period-presets.js';
import { carried, prune, withFilter, type View } from '../../view/view-state.js';

/** What a figure rests on, in words: interval, sample, remark. */
export function noteOf(row: ComparedRow, kpi: Pick<KpiEntry, 'unit' | 'label'>, currency: string): string {
  const format = { unit: kpi.unit, currency };
  const lines = [`${kpi.label}: ${formatFigure(row.value ?? row.converted?.median, format)}`];
  if (kpi.unit === 'rate' && typeof row.numerator === 'number' && typeof row.denominator === 'number' && row.denominator > 0) lines.push(`${formatCount(row.numerator)} ÷ ${formatCount(row.denominator)}`);
  if (row.low !== undefined && row.low !== null && row.high !== undefined && row.high !== null) lines.push(`95 % interval ${formatFigure(row.low, format)} – ${formatFigure(row.high, format)}`);
  if (row.status === 'none') lines.push('No value: there is nothing to divide by, or nothing was recorded.');
  else if (row.status === 'unsplittable') lines.push('It cannot honestly be split this way.');
  else if (row.sample > 0) lines.push(`Rests on ${formatCount(row.sample)} ${row.sample === 1 ? 'case' : 'cases'}${row.status === 'few' ? ', too few to judge' : ''}`);
  const remark = furtherRemark(row);
  if (remark !== '') lines.push(remark);
  return lines.join('\n');
}

/** The view of a cell: the present one, narrowed to the cell's dimensions and period. */
export function cellView(view: View, row: Pick<ComparedRow, 'dims' | 'period'>): View {
  const narrowed = Object.entries(row.dims ?? {}).reduce((v, [dimension, value]) => withFilter(v, dimension, [value]), carried(view));
  return row.period ? prune({ ...narrowed, period: rangeId(row.period) }) : narrowed;
}

interface Props {
  readonly row: ComparedRow;
  readonly kpi: Pick<KpiEntry, 'id' | 'unit' | 'label'>;
  readonly view: View;
  readonly currency: string;
  readonly children: ReactNode;
}

export function FigureLink({ row, kpi, view, currency, children }: Props) {
  const grey = row.status === 'few' || row.status === 'none' || row.status === 'unsplittable';
  return (
    <Link to="/kpis/$id" params={{ id: kpi.id }} search={cellView(view, row)} className={grey ? 'door faint' : 'door'} data-note={noteOf(row, kpi, currency)}>
      {children}
      {row.status === 'few' && <span className="sr-only"> (too few to judge)</span>}
    </Link>
  );
}
