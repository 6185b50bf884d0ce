// The European Central Bank's euro reference rates: eurofxref-hist.csv (all days since 1999) and
// eurofxref.csv (the last day). One fact per day and currency, units of the currency per euro.
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import type { RateDraft } from '../facts/drafts.js';
import { defineConnector, type ReadContext, type RowProblem, type RowResult, type SourceFile } from './connector.js';
import { orYaml } from './mapping/options-text.js';
import { currencyCode } from './reading/parse-money.js';
import { dayParser } from './reading/parse-moment.js';
import { decimalParser } from './reading/parse-number.js';
import { isEmpty, Refusal } from './reading/refusal.js';
import { openTable, type Table } from './reading/table.js';

const options = orYaml(z.strictObject({
  /** Only days from this one on: the file goes back to 1999. */
  from: z.iso.date().optional(),
}));
type Options = z.output<typeof options>;

const EXPECTED = 'the ECB\'s euro reference rates (eurofxref-hist.csv or eurofxref.csv): a column Date, then one column a currency';
const isHeader = (cells: readonly string[]): boolean => cells[0]?.trim().toLowerCase() === 'date' && cells.length > 1 && cells.slice(1).every((c) => c.trim() === '' || /^[A-Z]{3}$/.test(c.trim()));
const layout = { connector: 'fx', expected: EXPECTED, isHeader, delimiter: ',' as const };

/** Columns of currencies. Those that are no more (the Cypriot pound, the tolar) are left out: no amount can name them. */
function currencies(table: Table, file: SourceFile): { index: number; code: string }[] {
  const known = table.header.flatMap((name, index) => {
    const code = index === 0 ? undefined : currencyCode(name);
    return typeof code === 'string' ? [{ index, code }] : [];
  });
  if (known.length > 0) return known;
  throw new AppError('wrong_file', { file: file.name, connector: 'fx', found: `none of its columns is a currency (${table.header.slice(1, 14).join(', ')})`, expected: EXPECTED });
}

/** `eurofxref.csv` writes 13 March 2026, the history 2026-03-13. */
const parseDay = dayParser('ymd');
const parseRate = decimalParser('.');

function readRow(cells: readonly string[], codes: readonly { index: number; code: string }[], header: readonly string[]): RateDraft[] | RowProblem {
  const text = cells[0] ?? '';
  const day = parseDay(text);
  if (day instanceof Refusal) return day.inColumn('Date', text);
  const rates: RateDraft[] = [];
  for (const { index, code } of codes) {
    const cell = (cells[index] ?? '').trim();
    if (isEmpty(cell)) continue;
    const perEuro = parseRate(cell);
    if (perEuro instanceof Refusal) return perEuro.inColumn(header[index] ?? code, cell);
    if (perEuro.startsWith('-') || !/[1-9]/.test(perEuro)) return { column: header[index] ?? code, value: cell, reason: 'a rate must be above nought', remedy: 'Download the file again.' };
    rates.push({ kind: 'rate', key: `ecb:${day}:${code}`, day, currency: code, perEuro });
  }
  return rates;
}

export default defineConnector<Options>({
  name: 'fx',
  label: 'Exchange rates (ECB)',
  description: 'The European Central Bank\'s euro reference rates as CSV: eurofxref-hist.csv (all days) or eurofxref.csv (the last day), unzipped.',
  options,
  layouts: [{ name: 'euro reference rates', brings: 'rates', columns: ['Date', 'USD', 'JPY', '…'] }],

  async recognise(file: SourceFile) {
    try {
      const table = await openTable(file, layout);
      return isHeader(table.header) && table.header.length > 1 ? { confidence: 0.95, as: 'euro reference rates', found: `${table.header.length - 1} currencies` } : { confidence: 0, found: table.header.slice(0, 8).join(', ') };
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
      throw error;
    }
  },

  async read(file: SourceFile, { from }: Options, _context: ReadContext) {
    const table = await openTable(file, layout);
    if (!isHeader(table.header) || table.header.length < 2) throw new AppError('wrong_file', { file: file.name, connector: 'fx', found: `its columns are ${table.header.slice(0, 14).join(', ')}`, expected: EXPECTED });
    const codes = currencies(table, file);
    return {
      header: table.header,
      rows: (async function* () {
        for await (const batch of table.rows()) {
          yield batch.map(({ line, cells, problem, skipped }): RowResult => {
            if (problem !== undefined) return { line, cells, problem };
            if (skipped !== undefined) return { line, cells, skipped };
            const rates = readRow(cells, codes, table.header);
            if ('reason' in rates) return { line, cells, problem: rates };
            if (rates.length === 0) return { line, cells, skipped: 'no rates' };
            return from !== undefined && (rates[0]?.day ?? '') < from ? { line, cells, skipped: `before ${from}` } : { line, cells, facts: rates };
          });
        }
      })(),
    };
  },
});
