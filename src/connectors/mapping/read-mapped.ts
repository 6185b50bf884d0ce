// Reads a table through a mapping: rows in, facts or problems out, in batches. Shared by every connector
// whose files are tables with one record a row.
import type { FactDraft } from '../../facts/drafts.js';
import type { ReadContext, ReadResult, RowResult, SourceFile } from '../connector.js';
import { openTable, type Table, type TableOptions } from '../reading/table.js';
import { compileMapping, type CompileOptions } from './compile-mapping.js';
import type { Mapping } from './mapping-schema.js';

/** How the file itself is laid out, as far as the mapping says. */
export const tableOptions = (mapping: Mapping): Omit<TableOptions, 'connector' | 'expected'> => ({
  delimiter: mapping.delimiter, encoding: mapping.encoding, headerRow: mapping.headerRow, columns: mapping.columns, shortRows: mapping.shortRows,
});

/**
 * @throws AppError wrong_file, mapping_invalid, ambiguous_dates, ambiguous_numbers, mixed_dates
 */
export async function readMapped(file: SourceFile, mapping: Mapping, context: ReadContext, table: TableOptions, options: CompileOptions = {}): Promise<ReadResult> {
  const opened = await openTable(file, table);
  return readTable(opened, mapping, context, options);
}

/** The same over a table that is open already. */
export async function readTable(table: Table, mapping: Mapping, context: ReadContext, options: CompileOptions = {}): Promise<ReadResult> {
  const map = await compileMapping(mapping, table, context, options);
  return {
    header: table.header,
    rows: (async function* () {
      for await (const batch of table.rows()) {
        const results: RowResult[] = [];
        for (const { line, cells, problem, skipped } of batch) {
          if (problem !== undefined) results.push({ line, cells, problem });
          else if (skipped !== undefined) results.push({ line, cells, skipped });
          else {
            const row = map(cells);
            if ('facts' in row) results.push({ line, cells, facts: row.facts });
            else if ('problem' in row) results.push({ line, cells, problem: row.problem });
            else results.push({ line, cells, skipped: row.skipped });
          }
        }
        yield results;
      }
    })(),
  };
}

/**
 * The same rows with their facts changed, for what a mapping can't say.
 * @param change what becomes of a row's facts; none leaves the row out
 */
export function refineFacts(result: ReadResult, change: (facts: readonly FactDraft[], cells: readonly string[]) => readonly FactDraft[]): ReadResult {
  return {
    header: result.header,
    rows: (async function* () {
      for await (const batch of result.rows) yield batch.map((row) => ('facts' in row ? { ...row, facts: change(row.facts, row.cells) } : row));
    })(),
  };
}
