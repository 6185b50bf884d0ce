// A table whose rows are read in another spelling than the file's: ids in their one form, two columns that only
// together say something as one, rows left out that only a product's own connector knows to be no data.
import type { Table } from './table.js';

/** Changes a row's cells in place; answers why it is no data, where it is none. */
export type RowRewrite = (cells: string[]) => string | undefined;

/** The same table with its rows rewritten, those of its sample too. */
export function rewriteRows(table: Table, rewrite: RowRewrite): Table {
  return {
    ...table,
    sample: table.sample.map((cells) => [...cells]).filter((cells) => rewrite(cells) === undefined),
    async *rows() {
      for await (const batch of table.rows()) {
        yield batch.map((row) => {
          if (row.problem !== undefined || row.skipped !== undefined) return row;
          const skipped = rewrite(row.cells);
          return skipped === undefined ? row : { ...row, skipped };
        });
      }
    },
  };
}
