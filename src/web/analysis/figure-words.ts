// Words that stand beside a figure: what its sample is made of, how sure it is.
import type { ComparedRow, KpiEntry } from '../../shared/api/figures.js';
import { formatCount, formatFigure } from '../format/format-figure.js';
import { stageName } from './find-kpi.js';

type Named = Pick<KpiEntry, 'formula' | 'kind' | 'unit' | 'label'>;

/** A label without what stands in brackets: for headers and sentences. */
export const shortLabel = (kpi: Pick<KpiEntry, 'label'>): string => kpi.label.replace(/ \(.*\)$/, '');

/** Stages in the plural: `MQLs`, `leads`. */
export const stagePlural = (stage: string): string => {
  const name = stageName(stage);
  return name === name.toUpperCase() ? `${name}s` : stage === 'won' ? 'won' : `${stage.replaceAll('_', ' ').replace(/y$/, 'ie')}s`;
};

/** What the cases of a figure are: `leads` for cost ÷ leads; `cases` where the formula does not tell. */
export function sampleNoun(kpi: Named, n: number): string {
  const below = /÷ ([a-z_]+)$/.exec(kpi.formula)?.[1];
  let plural = 'cases';
  if (kpi.kind === 'stage_rate' && below !== undefined) plural = stagePlural(below);
  else if (kpi.kind === 'ratio' && below !== undefined && !/cost|spend|revenue|mrr/.test(below)) plural = below.replaceAll('_', ' ').replace(/^(mql|sal|sql)s$/, (s) => `${s.slice(0, -1).toUpperCase()}s`);
  else if (kpi.unit === 'count') plural = shortLabel(kpi).replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
  return n === 1 && plural.endsWith('s') ? plural.slice(0, -1).replace(/ie$/, 'y') : plural;
}

/** The server's remark without what is said here in the figure's own words. */
export const furtherRemark = (row: Pick<ComparedRow, 'remark' | 'status'>): string => (row.remark ?? '').replace(row.status === 'few' ? /^Rests on [^:]*: too few to judge\.?\s*/ : /^$/, '');

/** `12 leads, too few to judge`; why there is no value; or the interval with the sample. '' where nothing is to be said. */
export function sureness(row: ComparedRow, kpi: Named, currency: string): string {
  const cases = row.converted && row.status !== 'none' ? row.converted.count : row.sample;
  const sample = cases === 0 || kpi.unit === 'count' ? '' : `${formatCount(cases)} ${row.converted ? 'converted' : sampleNoun(kpi, cases)}`;
  if (row.status === 'few') return `${formatCount(row.sample)} ${sampleNoun(kpi, row.sample)}, too few to judge`;
  if (row.status === 'none') return 'nothing recorded in this period';
  if (row.status === 'unsplittable') return row.remark ?? 'cannot be split this way';
  const format = { unit: kpi.unit, currency, precision: 'short' as const };
  const interval = row.low !== undefined && row.low !== null && row.high !== undefined && row.high !== null ? `95 %: ${formatFigure(row.low, format)} – ${formatFigure(row.high, format)}` : '';
  return [interval, sample].filter(Boolean).join(' · ');
}
