// Reads a table of paths from CSV (columns path, total_conversions, total_conversion_value, total_null): comma, semicolon
// or tab between cells, quotes after RFC 4180. Every refusal names the row and how to mend it.
import { AppError } from '../shared/errors.js';
import { PathTableBuilder, type PathTable } from './path-table.js';

/** What is read, in words, for files that are something else. */
export const PATHS_EXPECTED = 'a table of paths as CSV, with the columns path and total_conversions';

export const PATH_COLUMNS = { path: 'path', conversions: 'total_conversions', value: 'total_conversion_value', nulls: 'total_null' } as const;

/**
 * Different channels a table may have. More is no list of channels any more (a path that holds ids or addresses), and
 * no answer that anyone could read.
 */
export const MOST_CHANNELS = 20_000;

export interface ReadPaths {
  readonly table: PathTable;
  readonly hasValue: boolean;
  readonly hasNulls: boolean;
  readonly remarks: readonly string[];
}

const refusal = (where: string, reason: string, remedy: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('invalid_input', { where, reason, remedy, ...details });

/** The cells of one record from `at` on; quotes may hold separators and line ends. `open`: a quote has no end. */
function record(text: string, at: number, comma: string): { cells: string[]; next: number; open?: true } {
  const cells: string[] = [];
  let cell = '';
  let start = at;
  for (;;) {
    if (text[start] === '"') {
      let from = start + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return { cells: [...cells, cell + text.slice(from)], next: text.length, open: true };
        cell += text.slice(from, quote);
        if (text[quote + 1] === '"') { cell += '"'; from = quote + 2; continue; }
        start = quote + 1;
        break;
      }
    }
    let end = start;
    while (end < text.length && text[end] !== comma && text[end] !== '\n' && text[end] !== '\r') end += 1;
    cells.push(cell + text.slice(start, end));
    cell = '';
    if (text[end] === comma) { start = end + 1; continue; }
    return { cells, next: text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1 };
  }
}

/** What else stands between the channels of a path in files of others. */
const OTHER_SEPARATORS = ['>', '|', '→', '»', ';', '/', ','] as const;
/** Whole numbers are exact up to here. */
const MOST_COUNT = Number.MAX_SAFE_INTEGER;

/** Where no path has a second channel and many hold what others use as separator: which. */
function separatorMeant({ channels, starts, steps }: PathTable, separator: string): string | undefined {
  if (steps.length !== starts.length - 1) return undefined;
  return OTHER_SEPARATORS.find((other) => other !== separator && channels.filter((name) => name.includes(other)).length * 2 > channels.length);
}

const COUNT = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const AMOUNT = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * @param text of the whole file
 * @param separator between the channels of a path; blanks around it are dropped
 * @param file how refusals name the file
 * @throws AppError invalid_input, naming row and column; too_many_channels
 */
export function readPathTable(text: string, separator: string, file: string): ReadPaths {
  if (separator === '') throw refusal('separator', 'it is empty', 'Give what stands between the channels of a path, e.g. ">".');
  const from = text.startsWith('\uFEFF') ? 1 : 0;
  const firstLine = /^[^\r\n]*/.exec(text.slice(from, from + 10_000))?.[0] ?? '';
  const comma = [',', ';', '\t'].reduce((best, c) => (firstLine.split(c).length > firstLine.split(best).length ? c : best), ',');
  let { cells, next } = record(text, from, comma);
  const header = cells.map((c) => c.trim().toLowerCase());
  const column = (name: string): number => header.indexOf(name);
  const missing = [PATH_COLUMNS.path, PATH_COLUMNS.conversions].filter((name) => column(name) < 0);
  if (missing.length > 0) {
    throw refusal(file, `it has no column ${missing.join(' and no column ')}`, `Name the columns ${Object.values(PATH_COLUMNS).join(', ')} in the first line; found: ${header.filter((h) => h !== '').join(', ') || 'nothing'}.`, { missing });
  }
  const repeated = Object.values(PATH_COLUMNS).find((name) => header.filter((h) => h === name).length > 1);
  if (repeated !== undefined) throw refusal(file, `it has the column ${repeated} twice`, 'Keep one of them.');
  const at = { path: column(PATH_COLUMNS.path), conversions: column(PATH_COLUMNS.conversions), value: column(PATH_COLUMNS.value), nulls: column(PATH_COLUMNS.nulls) };
  const builder = new PathTableBuilder();
  let row = 1;

  const number = (index: number, name: string, pattern: RegExp): number => {
    if (index < 0) return 0;
    const raw = (cells[index] ?? '').trim();
    if (raw === '') return 0;
    const value = Number(raw);
    if (pattern === COUNT && value > MOST_COUNT) throw refusal(`${file}, row ${row}, column ${name}`, `${raw} is more than can be counted exactly`, `Give at most ${MOST_COUNT.toLocaleString('en')}.`);
    if (!pattern.test(raw) || !Number.isFinite(value)) {
      if (/^-/.test(raw) && Number.isFinite(value)) throw refusal(`${file}, row ${row}, column ${name}`, `${raw} is negative`, 'A path can\'t be gone less than never: give 0 or more.');
      throw refusal(`${file}, row ${row}, column ${name}`, `"${raw}" is no number`, 'Write numbers with a point and without thousands separators, e.g. 1234.5.');
    }
    return value;
  };

  while (next < text.length) {
    const read = record(text, next, comma);
    ({ cells, next } = read);
    row += 1;
    if (read.open === true) throw refusal(`${file}, row ${row}`, 'a quote is opened and never closed', 'Close it, or write a quote that is part of a name twice ("").');
    if (cells.every((c) => c.trim() === '')) continue;
    const more = cells.slice(header.length).find((c) => c.trim() !== '');
    if (more !== undefined) throw refusal(`${file}, row ${row}`, `it has ${cells.length} cells, and the first line names ${header.length} columns`, `Is there a "${comma}" within a path or a number? Then put that cell in quotes.`);
    if (cells.length <= Math.max(at.path, at.conversions)) throw refusal(`${file}, row ${row}`, `it ends before the column ${at.path > at.conversions ? PATH_COLUMNS.path : PATH_COLUMNS.conversions}`, `Give each row its ${header.length} cells.`);
    const path = (cells[at.path] ?? '').split(separator).map((name) => name.trim());
    if (path.length === 1 && path[0] === '') throw refusal(`${file}, row ${row}`, 'the path is empty', 'Name at least one channel, or leave the row out.');
    const gap = path.indexOf('');
    if (gap >= 0) {
      throw refusal(`${file}, row ${row}`, `the ${gap + 1}. channel of the path has no name`, `Is a channel named like the separator "${separator}"? Then choose another one with --separator; or does the path begin or end with it?`, { separator });
    }
    builder.add({ path, conversions: number(at.conversions, PATH_COLUMNS.conversions, COUNT), value: number(at.value, PATH_COLUMNS.value, AMOUNT), nulls: number(at.nulls, PATH_COLUMNS.nulls, COUNT) });
    if (builder.channelCount > MOST_CHANNELS) {
      throw new AppError('too_many_channels', {
        channels: builder.channelCount, reason: `at row ${row} the table has more than ${MOST_CHANNELS.toLocaleString('en')} different ones, which no table of results can show and no chain be solved for`,
        remedy: 'Group them first: channels instead of campaigns or pages, and the rare ones as one "other". If paths came out as one channel each, choose the right --separator.',
      });
    }
  }
  const table = builder.build();
  if (table.conversions.length === 0) throw refusal(file, 'it holds no path', 'Give one path a line below the header.');
  const meant = separatorMeant(table, separator);
  return {
    table, hasValue: at.value >= 0, hasNulls: at.nulls >= 0,
    remarks: meant === undefined ? [] : [`No path has a second channel: none holds the separator "${separator}". Most hold "${meant}": if that stands between channels, say so with --separator "${meant}".`],
  };
}
