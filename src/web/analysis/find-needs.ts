// Finds what needs a look, from what the data can honestly tell: broken imports, rates that fell beyond chance, cost that
// matches nothing, sources that end before the period does, refused rows, figures on few cases. The gravest first.
import type { ComparedRow, FiguresDocument, KpiCatalogue } from '../../shared/api/figures.js';
import type { FreshnessDocument } from '../../shared/api/freshness.js';
import type { ImportDocument } from '../../shared/api/imports.js';
import { addDays, type DayRange } from '../../shared/period.js';
import { shortLabel } from './figure-words.js';
import { kindsWord, rhythmWords } from './freshness-words.js';
import { groupBy } from './group-by.js';
import { formatDay, formatRange } from '../format/format-date.js';
import { formatCount, formatFigure, toNumber } from '../format/format-figure.js';
import { rangeId } from '../view/period-presets.js';

export interface Need {
  readonly key: string;
  readonly text: string;
  readonly detail: string;
  readonly go:
    | { readonly page: 'kpi'; readonly id: string; readonly value?: string; readonly by?: readonly string[]; readonly basis?: 'cohort'; readonly label: string }
    | { readonly page: 'import'; readonly id: string; readonly label: string }
    | { readonly page: 'imports'; readonly label: string }
    | { readonly page: 'overview'; readonly period: string; readonly label: string };
}

export interface NeedsInput {
  readonly catalogue: KpiCatalogue;
  readonly period: DayRange;
  /** Days that anything stored spans; null while nothing is. */
  readonly extent: DayRange | null;
  /** The dimension that both documents are split by. */
  readonly dimension: string;
  readonly byChannel: FiguresDocument;
  /** Stage rates by cohort, compared; absent where nothing is compared. */
  readonly rates: FiguresDocument | undefined;
  readonly imports: readonly ImportDocument[];
  /** Absent while it is not known. */
  readonly freshness: FreshnessDocument | undefined;
  readonly connectors: readonly { readonly name: string; readonly label: string }[];
}

export const UNMATCHED = '(unmatched)';

export function findNeeds(input: NeedsInput, most = 7): Need[] {
  const empty = emptyPeriod(input);
  if (empty.length > 0) return [...brokenImports(input), ...empty].slice(0, most);
  return [...brokenImports(input), ...missingSides(input), ...fallenRates(input), ...unmatchedCost(input), ...staleSources(input), ...refusedRows(input), ...fewCases(input)].slice(0, most);
}

/** A period beside the data is said once, not by a page of noughts. */
function emptyPeriod({ period, extent }: NeedsInput): Need[] {
  if (extent === null || (extent.from < period.to && period.from < extent.to)) return [];
  return [{ key: 'empty period', text: 'This period holds no data', detail: `What is stored spans ${formatRange(extent)}.`, go: { page: 'overview', period: rangeId(extent), label: 'show' } }];
}

/** What a lead costs needs leads and costs, what it earns needs deals: a side that is missing is not a figure of nought. */
function missingSides({ byChannel, imports }: NeedsInput): Need[] {
  // Undefined where it was not asked for.
  const total = (kpi: string): number | undefined => {
    const row = byChannel.totals?.find((r) => r.kpi === kpi);
    return row && (toNumber(row.value) ?? 0);
  };
  const [leads, cost, revenue] = [total('leads'), total('cost'), total('revenue')];
  const has = (...kinds: string[]): boolean => imports.some((i) => !i.dryRun && i.state !== 'undone' && kinds.some((kind) => (i.facts[kind] ?? 0) > 0));
  const need = (key: string, text: string, detail: string): Need => ({ key, text, detail, go: { page: 'imports', label: 'import' } });
  return [
    ...(leads !== undefined && leads > 0 && cost === 0 ? [need('no cost', 'No costs in this period', 'What a lead costs can’t be told: import ad reports or a cost sheet.')] : []),
    ...(cost !== undefined && cost > 0 && leads === 0 ? [need('no leads', 'No leads in this period', 'What they cost can’t be told: import leads, with the day each came in.')] : []),
    ...(leads !== undefined && leads > 0 && revenue === 0 && !has('deal', 'subscription') ? [need('no deals', 'No deals imported yet', 'Revenue and customers stay at nought: import deals that name their lead by an id, e-mail or company.')] : []),
  ];
}

function brokenImports({ imports }: NeedsInput): Need[] {
  return imports.filter((i) => !i.dryRun && (i.state === 'interrupted' || (i.state === 'failed' && i.accepted > 0))).map((i) => ({
    key: `broken ${i.id}`, text: `The import of ${i.file} ${i.state === 'failed' ? 'failed' : 'stopped'} at ${formatFigure(i.progress, { unit: 'rate', currency: '', digits: 0 })}`,
    detail: i.error?.message ?? 'Figures hold what came in so far.', go: { page: 'import', id: i.id, label: 'resume' },
  }));
}

/**
 * Whether a rate fell beyond chance: the whole Newcombe interval of the difference lies below zero, and still would if the
 * cohort's open cases went on to convert at the earlier rate. So a young cohort is not blamed for its age.
 */
export function fellBeyondChance(row: ComparedRow): boolean {
  const before = toNumber(row.before?.value);
  if (row.changeHigh === undefined || before === null || row.status !== 'ok' || row.before?.status !== 'ok') return false;
  return row.changeHigh + (row.openShare ?? 0) * before < 0;
}

function fallenRates({ catalogue, dimension, rates }: NeedsInput): Need[] {
  return (rates?.rows ?? [])
    .filter(fellBeyondChance)
    .sort((a, b) => (a.changeHigh ?? 0) - (b.changeHigh ?? 0))
    .slice(0, 3)
    .map((row) => {
      const [label, value] = [catalogue.kpis.find((k) => k.id === row.kpi)?.label ?? row.kpi, row.dims?.[dimension] ?? ''];
      const percent = (v: ComparedRow['value'] | undefined): string => formatFigure(v, { unit: 'rate', currency: '' });
      const of = (r: { numerator: ComparedRow['numerator']; denominator: ComparedRow['denominator'] } | undefined): string => `${formatCount(toNumber(r?.numerator) ?? 0)} of ${formatCount(toNumber(r?.denominator) ?? 0)}`;
      const open = row.openShare ? `; ${percent(row.openShare)} still open` : '';
      return { key: `fell ${row.kpi} ${value}`, text: `${label} in ${value} fell from ${percent(row.before?.value)} to ${percent(row.value)}`, detail: `${of(row)}, was ${of(row.before)}${open}`, go: { page: 'kpi' as const, id: row.kpi, value, basis: 'cohort' as const, label: 'open' } };
    });
}

function unmatchedCost({ byChannel, dimension }: NeedsInput): Need[] {
  const row = byChannel.rows.find((r) => r.kpi === 'cost' && r.dims?.[dimension] === UNMATCHED);
  const [cost, total] = [toNumber(row?.value), toNumber(byChannel.totals?.find((r) => r.kpi === 'cost')?.value)];
  if (!row || cost === null || cost === 0) return [];
  const share = total ? ` (${formatFigure(cost / total, { unit: 'rate', currency: '' })} of all cost)` : '';
  return [{ key: 'unmatched cost', text: `${formatFigure(row.value, { unit: 'money', currency: byChannel.currency, precision: 'short' })} of cost matches no ${dimension}${share}`, detail: `It counts in totals, and in no ${dimension}’s cost per lead.`, go: { page: 'kpi', id: 'cost', value: UNMATCHED, by: ['campaign'], label: 'open' } }];
}

/** Once for each source: its data that are older than their own rhythm allows, and end before the period does. */
function staleSources({ freshness, connectors, period }: NeedsInput): Need[] {
  const lastDay = addDays(period.to, -1);
  return [...groupBy(freshness?.sources ?? [], (s) => s.source)].flatMap(([source, all]) => {
    const [worst, ...more] = all.filter((s) => s.stale && s.lastDay < lastDay).sort((a, b) => b.ageDays - a.ageDays);
    if (worst === undefined) return [];
    const label = connectors.find((c) => c.name === source)?.label ?? source;
    const named = [worst, ...more].length === all.length ? 'data' : [worst, ...more].map((s) => kindsWord(s.kind)).join(', ');
    return [{ key: `stale ${source}`, text: `${label} ${named} end on ${formatDay(worst.lastDay)}`, detail: `Nothing for ${formatCount(worst.ageDays)} days, though new days came ${rhythmWords(worst.everyDays)}.`, go: { page: 'imports' as const, label: 'import' } }];
  });
}

function refusedRows({ imports }: NeedsInput): Need[] {
  return imports.filter((i) => !i.dryRun && i.state === 'done' && i.rejected > 0).slice(0, 2).map((i) => ({
    key: `refused ${i.id}`, text: `${formatCount(i.rejected)} ${i.rejected === 1 ? 'row' : 'rows'} of ${i.file} ${i.rejected === 1 ? 'was' : 'were'} refused`,
    detail: i.problems[0] ? `${i.problems[0].column === null ? '' : `${i.problems[0].column}: `}${i.problems[0].reason}${i.problems.length > 1 ? `, and ${i.problems.length - 1} other ${i.problems.length === 2 ? 'reason' : 'reasons'}` : ''}` : '',
    go: { page: 'import' as const, id: i.id, label: 'mend' },
  }));
}

function fewCases({ byChannel, dimension, catalogue }: NeedsInput): Need[] {
  const few = byChannel.rows.filter((r) => r.kpi === 'cost_per_lead' && r.status === 'few' && r.dims?.[dimension] !== UNMATCHED).sort((a, b) => b.sample - a.sample);
  if (few.length === 0) return [];
  const label = shortLabel(catalogue.kpis.find((k) => k.id === 'cost_per_lead') ?? { label: 'Cost per lead' });
  return [{ key: 'few cases', text: `${label} of ${few.length} ${few.length === 1 ? dimension : `${dimension}s`} rests on too few leads to judge`, detail: few.slice(0, 4).map((r) => `${r.dims?.[dimension] ?? ''} ${formatCount(r.sample)}`).join(', '), go: { page: 'kpi', id: 'cost_per_lead', by: [dimension], label: 'open' } }];
}
