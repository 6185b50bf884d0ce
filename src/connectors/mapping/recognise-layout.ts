// Tells which of a product's layouts a header belongs to, by the columns it must have in any order and
// with any others beside them.
import type { Brings } from '../../shared/api/imports.js';
import { AppError } from '../../shared/errors.js';
import type { Recognition, SourceFile } from '../connector.js';
import { openTable, type Table, type TableOptions } from '../reading/table.js';
import { fold } from './mapping-schema.js';

export interface Layout {
  readonly name: string;
  /** Each group names one column by its alternatives: `['LEADID', 'Record Id']`. */
  readonly needs: readonly (readonly string[])[];
  /** Columns that only other layouts have. */
  readonly without?: readonly string[];
  readonly optional: readonly string[];
  /** What such a file brings, where others refer to it; default other. */
  readonly brings?: Brings;
}

/** The layouts as a connector shows them. */
export const describeLayouts = (layouts: readonly Layout[]) => layouts.map(({ name, needs, optional, brings }) => ({ name, columns: needs.map((group) => group.join(' or ')), optional, ...(brings !== undefined && { brings }) }));

/** How many of a layout's needs a header meets, of how many. */
function fit(header: ReadonlySet<string>, layout: Layout): { met: number; of: number; missing: readonly string[] } {
  const missing = layout.needs.filter((group) => !group.some((name) => header.has(fold(name))));
  return { met: layout.needs.length - missing.length, of: layout.needs.length, missing: missing.map((group) => group.join(' or ')) };
}

export function chooseLayout<L extends Layout>(header: readonly string[], layouts: readonly L[]): L | undefined {
  const names = new Set(header.map(fold));
  return layouts.filter((l) => fit(names, l).missing.length === 0 && !(l.without ?? []).some((w) => names.has(fold(w)))).sort((a, b) => b.needs.length - a.needs.length)[0];
}

const shown = (header: readonly string[]): string => (header.length > 14 ? `${header.slice(0, 14).join(', ')} and ${header.length - 14} more` : header.join(', '));

/** What was found instead of one of the layouts, naming the nearest and what it lacks. */
export function refuseHeader(file: SourceFile, connector: string, header: readonly string[], layouts: readonly Layout[]): AppError {
  const names = new Set(header.map(fold));
  const nearest = layouts.map((layout) => ({ layout, ...fit(names, layout) })).sort((a, b) => b.met / b.of - a.met / a.of)[0];
  const near = nearest !== undefined && nearest.met > 0 ? ` Nearest: ${nearest.layout.name}, which also needs ${nearest.missing.join(', ') || 'no other columns'}.` : '';
  return new AppError('wrong_file', {
    file: file.name, connector, found: `its columns are ${shown(header)}`,
    expected: `${layouts.map((l) => `${l.name} (${l.needs.map((group) => group.join(' or ')).join(', ')})`).join('; ')}.${near} Any other table can be imported with csv and a mapping`,
  });
}

/** Whether the file's header is that of one of the layouts; anything that is no table is not. */
export async function recogniseTable(file: SourceFile, options: TableOptions, layouts: readonly Layout[], confidence: (table: Table, layout: Layout) => number): Promise<Recognition> {
  try {
    const table = await openTable(file, options);
    const layout = chooseLayout(table.header, layouts);
    return layout === undefined ? { confidence: 0, found: shown(table.header) } : { confidence: confidence(table, layout), as: layout.name, found: shown(table.header) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
    throw error;
  }
}
