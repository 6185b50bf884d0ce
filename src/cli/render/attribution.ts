// Shows credit by model: of a table of paths, and of a workspace's conversions.
import type { PathsDocument } from '../../shared/api/attribution.js';
import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

const digits = (value: number, most = 4): string => value.toLocaleString('en', { maximumFractionDigits: most });

export function pathsTable(document: PathsDocument): string {
  const hasEffect = document.rows.some((row) => row.removalEffect !== undefined);
  const covers = `${digits(document.paths)} paths over ${digits(document.channels)} channels, ${digits(document.conversions)} conversions${document.nulls === null ? '' : `, ${digits(document.nulls)} without`}${document.order === undefined ? '' : `; Markov order ${document.order}, solved exactly`}`;
  return `${covers}\n\n${renderTable(
    [{ title: 'Model' }, { title: 'Channel' }, { title: 'Conversions', align: 'right' }, { title: 'Value', align: 'right' }, ...(hasEffect ? [{ title: 'Removal effect', align: 'right' as const }] : [])],
    document.rows.map((row) => [row.model, row.channel, `${digits(row.conversions)}${row.error === undefined ? '' : ` ± ${digits(row.error)}`}`, row.value === null ? '–' : digits(row.value), ...(hasEffect ? [row.removalEffect === undefined ? '' : row.removalEffect.toFixed(4)] : [])]),
  )}`;
}

export const pathsCsv = (document: PathsDocument): string =>
  renderCsv(['model', 'channel', 'conversions', 'value', 'removal_effect', 'error'], document.rows.map((row) => [row.model, row.channel, row.conversions, row.value, row.removalEffect, row.error]));
