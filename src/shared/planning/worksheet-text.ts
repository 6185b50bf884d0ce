// A worksheet as a spreadsheet takes and gives it: cells between tabs, lines between rows.
import { AppError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import { readDecimal } from './exact.js';
import { WORKSHEET_MEASURES, type WorksheetMeasure, type WorksheetRow } from './worksheet.js';

const COLUMNS = ['channel', 'programme', ...WORKSHEET_MEASURES] as const;
type Column = (typeof COLUMNS)[number];

/** Other words for the columns, as marketers' sheets have them. */
const ALSO: Readonly<Record<string, Column>> = { program: 'programme', campaign: 'programme', budget: 'cost', costs: 'cost', sales: 'revenue', won: 'customers', deals: 'customers', contacts: 'leads' };

const cellText = (value: string | null | undefined): string => (value ?? '').replace(/[\t\r\n]+/g, ' ');

/** With a header row; numbers with a point. Paste it into any spreadsheet. */
export const worksheetToText = (rows: readonly WorksheetRow[]): string =>
  [COLUMNS.join('\t'), ...rows.map((row) => COLUMNS.map((column) => cellText(row[column])).join('\t'))].join('\n') + '\n';

function columnNamed(title: string): Column {
  const name = title.trim().toLowerCase();
  const found = COLUMNS.find((column) => column === name) ?? ALSO[name];
  if (found === undefined) throw new AppError('invalid_input', { where: 'worksheet', reason: `"${title.trim()}" is no column of a worksheet`, remedy: `${didYouMean(name, COLUMNS)}Use ${COLUMNS.join(', ')}.` });
  return found;
}

/** A number as spreadsheets show it, as decimal text; null for an empty cell. Blanks between thousands, currency signs, and the sign that is not the decimal one, go. @throws AppError invalid_input */
export function numberText(where: string, cell: string, decimal: '.' | ','): string | null {
  const bare = cell.replace(/[\s\u00a0\u202f'’]|[€$£¥]|\b[A-Z]{3}\b/g, '');
  if (bare === '' || bare === '-' || bare === '–') return null;
  const text = decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  return readDecimal(where, text).toFixed();
}

/**
 * Rows from pasted text. The first line names the columns.
 * @param decimal the sign before the fraction, as the pasting sheet writes it
 * @throws AppError invalid_input: an unknown column, a row without a channel, a cell that is no number, each named
 */
export function parseWorksheet(text: string, decimal: '.' | ',' = '.'): WorksheetRow[] {
  const [header = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const columns = header.split('\t').map(columnNamed);
  if (new Set(columns).size !== columns.length) throw new AppError('invalid_input', { where: 'worksheet', reason: 'a column stands twice', remedy: 'Keep each column once.' });
  return lines.map((line, i) => {
    const cells = line.split('\t');
    const cell = (column: Column): string => cells[columns.indexOf(column)]?.trim() ?? '';
    const channel = cell('channel');
    if (channel === '') throw new AppError('invalid_input', { where: `row ${i + 1}, channel`, reason: 'is empty', remedy: 'Name the channel of every row; use (unmatched) for what has none.' });
    const figures: Partial<Record<WorksheetMeasure, string | null>> = {};
    for (const measure of WORKSHEET_MEASURES) if (columns.includes(measure)) figures[measure] = numberText(`row ${i + 1}, ${measure}`, cell(measure), decimal);
    return { channel, programme: cell('programme'), ...figures };
  });
}
