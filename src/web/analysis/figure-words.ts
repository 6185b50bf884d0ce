// Words that stand beside a figure: what its sample is made of, how sure it is.
import type { ComparedRow, KpiEntry } from '../../shared/api/figures.js';
import { formatCount, formatFigure } from '../format/format-figure.js';
import { stageName } from '../../shared/stages.js';

type Named = Pick<KpiEntry, 'formula' | 'kind' | 'unit' | 'label' | 'group'>;

/** A label without what stands in brackets: for headers and sentences. */
export const shortLabel = (kpi: Pick<KpiEntry, 'label'>): string => kpi.label.replace(/ \(.*\)$/, '');

/** Stages in the plural: `MQLs`, `leads`. */
export const stagePlural = (stage: string): string => {
  const name = stageName(stage);
  return name === name.toUpperCase() ? `${name}s` : stage === 'won' ? 'won' : `${stage.replaceAll('_', ' ').replace(/y$/, 'ie')}s`;
};

/** A measure's id as words: `MQLs on completed days`. */
const measureWords = (id: string): string => id.replaceAll('_', ' ').replace(/\b(mql|sal|sql)s\b/g, (s) => `${s.slice(0, -1).toUpperCase()}s`);

function pluralOf(kpi: Named, { sample, numerator, denominator }: Counted): string {
  const [, above, below] = /^([a-z_]+) ÷ ([a-z_]+)/.exec(kpi.formula) ?? [];
  if (kpi.kind === 'stage_rate' && below !== undefined) return stagePlural(below);
  // The cases are whichever side they are counted on; money on a side is not counted in cases.
  if (kpi.kind === 'ratio' && below !== undefined && denominator === sample) return measureWords(below);
  if (kpi.kind === 'ratio' && above !== undefined && numerator === sample) return measureWords(above);
  if (kpi.unit === 'count') return shortLabel(kpi).replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
  if (kpi.kind === 'amount' && kpi.unit === 'money') return kpi.group === 'recurring' ? 'accounts' : 'deals';
  return 'cases';
}

type Counted = Pick<ComparedRow, 'sample' | 'numerator' | 'denominator'>;

/** What the cases of a figure are: `leads` for cost ÷ leads, `deals` for revenue; `cases` where nothing tells. */
export function sampleNoun(kpi: Named, row: Counted): string {
  const plural = pluralOf(kpi, row);
  return row.sample === 1 && plural.endsWith('s') && !plural.includes(' ') ? plural.slice(0, -1).replace(/ie$/, 'y') : plural;
}

/** The server's remark without what is said here in the figure's own words. */
export const furtherRemark = (row: Pick<ComparedRow, 'remark' | 'status'>): string => (row.remark ?? '').replace(row.status === 'few' ? /^Rests on [^:]*: too few to judge\.?\s*/ : /^$/, '');

/** `12 leads, too few to judge`; why there is no value; or the interval with the sample. '' where nothing is to be said. */
export function sureness(row: ComparedRow, kpi: Named, currency: string): string {
  const cases = row.converted && row.status !== 'none' ? row.converted.count : row.sample;
  const sample = cases === 0 || kpi.unit === 'count' ? '' : `${formatCount(cases)} ${row.converted ? 'converted' : sampleNoun(kpi, row)}`;
  if (row.status === 'few') return `${formatCount(row.sample)} ${sampleNoun(kpi, row)}, too few to judge`;
  if (row.status === 'none') return 'nothing recorded in this period';
  if (row.status === 'unsplittable') return row.remark ?? 'cannot be split this way';
  const format = { unit: kpi.unit, currency, precision: 'short' as const };
  const interval = row.low !== undefined && row.low !== null && row.high !== undefined && row.high !== null ? `95 %: ${formatFigure(row.low, format)} – ${formatFigure(row.high, format)}` : '';
  return [interval, sample].filter(Boolean).join(' · ');
}
