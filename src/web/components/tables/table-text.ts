// A table as text: tab-separated for the clipboard, CSV for a file, and numbers as a file has them.
import type { Figure } from '../../../shared/api/figures.js';
import { toNumber, type Unit } from '../../format/format-figure.js';
import type { FileColumn } from './DataTable.js';

/** Tab-separated lines, as spreadsheets paste them. */
export const toTsv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');

/** RFC 4180. A cell that a spreadsheet would run as a formula is quoted with an apostrophe; numbers are left alone. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+@\t\r-]/.test(text) && !/^[-−+]?[\d.,\s\u202f\u00a0]+$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file; a CSV with the mark by which spreadsheets know UTF-8. */
export function downloadText(name: string, text: string): void {
  const parts = name.endsWith('.csv') ? ['\ufeff', text] : [text];
  const url = URL.createObjectURL(new Blob(parts, { type: `text/${name.slice(name.lastIndexOf('.') + 1)};charset=utf-8` }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** A figure as a file has it: every digit that was answered, a dot for the decimals, '' for nothing. */
export function plainNumber(value: Figure | undefined): string {
  const number = toNumber(value);
  if (value === null || value === undefined || number === null) return '';
  const text = String(value);
  // Smallest and largest numbers are printed with an exponent, which not every reader takes.
  return /e/i.test(text) ? number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

/** A number column of a file under a header with its unit: money with its currency, a part of a whole as a fraction. */
export const plainColumn = <Row,>(header: string, { unit, currency }: { readonly unit: Unit; readonly currency: string }, of: (row: Row) => Figure | undefined): FileColumn<Row> => {
  const named = unit === 'money' ? currency : unit === 'days' ? 'days' : '';
  return { header: named === '' ? header : `${header} (${named})`, of: (row) => plainNumber(of(row)) };
};
