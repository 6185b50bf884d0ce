// Shows credit by model: of a table of paths, and of a workspace's conversions.
import type { AttributionDocument, PathsDocument } from '../../shared/api/attribution.js';
import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

const digits = (value: number, most = 4): string => value.toLocaleString('en', { maximumFractionDigits: most });

export function pathsTable(document: PathsDocument): string {
  const hasEffect = document.rows.some((row) => row.removalEffect !== undefined);
  const covers = `${digits(document.paths)} paths over ${digits(document.channels)} channels, ${digits(document.conversions)} conversions${document.nulls === null ? '' : `, ${digits(document.nulls)} without`}${document.order === undefined ? '' : `; Markov order ${document.order}, solved exactly`}${document.remarks.map((remark) => `\n${remark}`).join('')}`;
  return `${covers}\n\n${renderTable(
    [{ title: 'Model' }, { title: 'Channel' }, { title: 'Conversions', align: 'right' }, { title: 'Value', align: 'right' }, ...(hasEffect ? [{ title: 'Removal effect', align: 'right' as const }] : [])],
    document.rows.map((row) => [row.model, row.channel, `${digits(row.conversions)}${row.error === undefined ? '' : ` ± ${digits(row.error)}`}`, row.value === null ? '–' : digits(row.value), ...(hasEffect ? [row.removalEffect === undefined ? '' : row.removalEffect.toFixed(4)] : [])]),
  )}`;
}

export const pathsCsv = (document: PathsDocument): string =>
  renderCsv(['model', 'channel', 'conversions', 'value', 'removal_effect', 'error'], document.rows.map((row) => [row.model, row.channel, row.conversions, row.value, row.removalEffect, row.error]));

/** Of a split by what people say: how many answered, and how far it agrees with what was tracked. */
function saidWords({ selfReported, conversions }: AttributionDocument): string {
  if (selfReported === undefined) return '';
  const { answered, unknown, other, rulesVersion, agreement } = selfReported;
  const agreeing = (agreement ?? []).flatMap(({ model, rate, compared }) => (rate === null ? [] : [`${model} ${digits(rate * 100, 1)} % of ${digits(compared, 2)}`]));
  return `\nWhat people say: ${digits(answered.conversions)} of ${digits(conversions)} answered up to becoming a lead, of whom ${digits(unknown)} don't know and ${digits(other)} said what no rule knows (rules version ${rulesVersion})${agreeing.length === 0 ? '' : `; credit on a channel that they named or can have meant: ${agreeing.join(', ')}`}`;
}

/** One table a request, models one after the other, each with the line that its rows add up to. */
export function attributionTable(document: AttributionDocument): string {
  const { by, currency } = document;
  const hasIntervals = document.rows.some((row) => row.interval !== undefined);
  const line = (model: string, dims: readonly string[], credit: number, value: string, interval: string): string[] => [model, ...dims, digits(credit), value, ...(hasIntervals ? [interval] : [])];
  const rows = document.totals.flatMap((total) => [
    ...document.rows.filter((row) => row.model === total.model).map((row) =>
      line(row.model, by.map((d) => row.dims[d] ?? ''), row.credit, row.value, row.interval === undefined ? '' : `${digits(row.interval.low, 1)} – ${digits(row.interval.high, 1)}`)),
    line(total.model, by.map((_, i) => (i === 0 ? 'Total' : '')), total.credit, total.value, ''),
  ]);
  const covers = `${digits(document.conversions)} ${document.conversion} conversions worth ${document.value} ${currency}, ${document.from} to ${document.to} (exclusive), ${document.timeZone}; lookback ${document.lookbackDays} days${document.accountBased ? ', account-based' : ''}; as of ${document.asOf}`;
  const markov = document.markov === undefined ? '' : `\nMarkov order ${document.markov.order}${document.markov.chosen ? ', chosen' : ''}: held-out AUC ${document.markov.auc.map((a) => `${a.order}: ${a.auc === null ? '–' : a.auc.toFixed(3)}`).join(', ')}`;
  const remarks = document.remarks.map((remark) => `\n${remark}`).join('');
  return `${covers}${markov}${saidWords(document)}${remarks}\n\n${renderTable(
    [{ title: 'Model' }, ...by.map((title) => ({ title })), { title: 'Credit', align: 'right' }, { title: `Value ${currency}`, align: 'right' }, ...(hasIntervals ? [{ title: '95 %', align: 'right' as const }] : [])], rows,
  )}`;
}

export const attributionCsv = (document: AttributionDocument): string =>
  renderCsv(['row', 'model', ...document.by, 'credit', 'value', 'currency', 'low', 'high', 'error', 'removal_effect'], [
    ...document.rows.map((row) => ['credit', row.model, ...document.by.map((d) => row.dims[d]), row.credit, row.value, document.currency, row.interval?.low, row.interval?.high, row.interval?.error, row.removalEffect]),
    ...document.totals.map((total) => ['total', total.model, ...document.by.map(() => ''), total.credit, total.value, document.currency]),
  ]);
