// Shows saved attribution results and what has changed since.
import { CHANGE_PARTS, type ChangedConversions, type Changed, type ResultChanges, type SavedResult } from '../../shared/api/attribution-results.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

const right = (title: string) => ({ title, align: 'right' }) as const;
const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 4 });

/** @param json the document that is printed as JSON */
export const savedPrintable = (results: readonly SavedResult[], json: unknown): Printable => ({
  json,
  table: () => renderTable(
    [{ title: 'Result' }, { title: 'Name' }, { title: 'Conversion' }, { title: 'Period' }, { title: 'By' }, right('Conversions'), right('Value'), { title: 'Saved' }, { title: 'Input' }],
    results.map((r) => [r.id, r.name, r.question.conversion, `${r.question.from} to ${r.question.to}`, r.question.by.join(', '), number(r.conversions), `${r.value} ${r.currency}`, r.savedAt, r.inputHash.slice(0, 8)])),
  csv: () => renderCsv(['id', 'name', 'conversion', 'from', 'to', 'by', 'conversions', 'value', 'currency', 'savedAt', 'asOf', 'inputHash'],
    results.map((r) => [r.id, r.name, r.question.conversion, r.question.from, r.question.to, r.question.by.join(' '), r.conversions, r.value, r.currency, r.savedAt, r.asOf, r.inputHash])),
});

export function changesPrintable(changes: ResultChanges): Printable {
  const { result } = changes;
  const { currency, question: { by } } = result;
  const parts = CHANGE_PARTS.filter((part) => changes.totals.some((t) => t.parts[part] !== undefined) || changes.rows.some((r) => r.parts[part] !== undefined));
  const line = (model: string, dims: readonly string[], { then, now, change, parts: of }: Changed): string[] => [model, ...dims, then.value, now.value, change.value, number(change.credit), ...parts.map((part) => of[part]?.value ?? '')];
  const dimsOf = (row: ResultChanges['rows'][number]): string[] => by.map((d) => row.dims[d] ?? '');
  return {
    json: changes,
    table: () => [
      `"${result.name}" of ${result.savedAt}: ${changes.same ? 'nothing it rests on has changed' : `${number(changes.conversions.then)} conversions worth ${changes.value.then} then, ${number(changes.conversions.now)} worth ${changes.value.now} now`} (${currency})`,
      ...changes.settings.map((s) => `${s.what}: ${s.then} then, ${s.now} now`),
      ...changes.parts.map((p) => `${p.part}: ${p.conversions === null ? '' : `${number(p.conversions)} conversions, `}${p.value} ${currency}`),
      ...changes.remarks,
      '',
      renderTable([{ title: 'Model' }, ...by.map((title) => ({ title })), right('Then'), right('Now'), right('Change'), right('Credit'), ...parts.map(right)],
        changes.totals.flatMap((total) => [...changes.rows.filter((r) => r.model === total.model).map((r) => line(r.model, dimsOf(r), r)), line(total.model, by.map((_, i) => (i === 0 ? 'Total' : '')), total)])),
    ].join('\n'),
    csv: () => renderCsv(['row', 'model', ...by, 'then', 'now', 'change', 'then_credit', 'now_credit', 'change_credit', ...CHANGE_PARTS, ...CHANGE_PARTS.map((part) => `${part}_credit`), 'currency'], [
      ...changes.rows.map((r) => ({ row: 'credit', dims: dimsOf(r), of: r })), ...changes.totals.map((t) => ({ row: 'total', dims: by.map(() => ''), of: t })),
    ].map(({ row, dims, of }) => [row, of.model, ...dims, of.then.value, of.now.value, of.change.value, of.then.credit, of.now.credit, of.change.credit, ...CHANGE_PARTS.map((part) => of.parts[part]?.value ?? '0'), ...CHANGE_PARTS.map((part) => of.parts[part]?.credit ?? 0), currency])),
  };
}

export const changedConversionsPrintable = (document: ChangedConversions): Printable => ({
  json: document,
  table: () => `${number(document.totalRows)} conversions: ${document.part}\n\n${renderTable(
    [{ title: 'Conversion' }, { title: 'Person' }, { title: 'Then' }, right('Value'), right('Touches'), { title: 'Now' }, right('Value'), right('Touches')],
    document.rows.map((r) => [r.id, r.person ?? '', r.then?.at ?? '', r.then?.value ?? '', String(r.then?.touches ?? ''), r.now?.at ?? '', r.now?.value ?? '', String(r.now?.touches ?? '')]))}`,
  csv: () => renderCsv(['conversion', 'person', 'then_at', 'then_value', 'then_touches', 'now_at', 'now_value', 'now_touches', 'currency'],
    document.rows.map((r) => [r.id, r.person, r.then?.at, r.then?.value, r.then?.touches, r.now?.at, r.now?.value, r.now?.touches, document.currency])),
});
