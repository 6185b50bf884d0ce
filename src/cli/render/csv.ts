// Writes rows as CSV after RFC 4180.

export type CsvCell = string | number | boolean | null | undefined;

/** Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection); numbers stay numbers. */
function cell(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cell).join(',')}\n`;

export const renderCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string => [header, ...rows].map(csvLine).join('');
