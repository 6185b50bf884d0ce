// Words that stand beside a figure: what its sample is made of, how sure it is.
import type { ComparedRow, KpiEntry } from '../../shared/api/figures.js';
import { formatCount, formatFigure } from '../format/format-figure.js';

/** What the cases of a figure are: `leads` for cost ÷ leads; `cases` where the formula does not tell. */
export function sampleNoun(kpi: Pick<KpiEntry, 'formula' | 'kind' | 'unit' | 'label'>, n: number): string {
  const below = /÷ ([a-z_]+)$/.exec(kpi.formula)?.[1]?.replaceAll('_', ' ');
  const plural = kpi.kind === 'ratio' && below !== undefined && below !== 'cost' && below !== 'ad spend' ? below : kpi.unit === 'count' ? kpi.label.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase()) : 'cases';
  return n === 1 && plural.endsWith('s') ? plural.slice(0, -1) : plural;
}

/** `12 leads, too few to judge`; why there is no value; or the interval with the sample. '' where nothing is to be said. */
export function sureness(row: ComparedRow, kpi: Pick<KpiEntry, 'formula' | 'kind' | 'unit' | 'label'>, currency: string): string {
  const sample = `${formatCount(row.sample)} ${sampleNoun(kpi, row.sample)}`;
  if (row.status === 'few') return `${sample}, too few to judge`;
  if (row.status === 'none') return row.remark ?? 'nothing recorded in this period';
  if (row.status === 'unsplittable') return row.remark ?? 'cannot be split this way';
  const format = { unit: kpi.unit, currency, precision: 'short' as const };
  const interval = row.low !== undefined && row.low !== null && row.high !== undefined && row.high !== null ? `95 %: ${formatFigure(row.low, format)} – ${formatFigure(row.high, format)}` : '';
  return [interval, kpi.unit === 'count' ? '' : sample].filter(Boolean).join(' · ');
}
