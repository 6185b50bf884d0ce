// Reads a report of visits that another product counted, day by day and in total or split by where they came from:
// each day and value becomes one fact of traffic. What a product calls its columns is in its connector.
import { z } from 'zod';
import type { Origin, TRAFFIC_SPLITS, TrafficDraft } from '../../facts/drafts.js';
import { AppError } from '../../shared/errors.js';
import { hash53 } from '../ads/count-repeats.js';
import { plainName } from '../ads/ad-columns.js';
import { sumRows, type Outcome } from '../ads/sum-rows.js';
import { isTotal } from '../ads/totals.js';
import type { ReadContext, ReadResult, Recognition, RowProblem, SourceFile } from '../connector.js';
import { orYaml } from '../mapping/options-text.js';
import { decideFormats } from '../reading/column-formats.js';
import { dayParser, type DateOrder } from '../reading/parse-moment.js';
import { countParser, measureParser } from '../reading/parse-number.js';
import type { Period } from '../reading/parse-period.js';
import { isEmpty, Refusal, type CellParser } from '../reading/refusal.js';
import { openTable, type Table, type TableOptions, type TableRow } from '../reading/table.js';

export const trafficOptions = orYaml(z.strictObject({
  /** Name of the site or property, where several are imported and reports don't name it. */
  site: z.string().max(200).optional(),
  /** Spread totals over a range of days evenly over its days; without it such reports are refused. */
  spread: z.boolean().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
}));
export type TrafficOptions = z.output<typeof trafficOptions>;

export type TrafficSplit = (typeof TRAFFIC_SPLITS)[number];
/** `taggedSource` goes before `source` where a row has it. */
export type TrafficColumn = 'day' | 'sourceMedium' | 'taggedSource' | 'visits' | 'visitors' | 'pageviews' | 'bounces' | 'bounceRate' | 'engagedVisits' | 'engagementRate' | TrafficSplit;

/** What is particular to one product. */
export interface TrafficProduct {
  readonly connector: string;
  /** For errors: "a report with the columns …". */
  readonly expected: string;
  /** Columns by patterns over their plain names; the first that fits counts, and a column is one thing only. */
  readonly columns: readonly (readonly [TrafficColumn, RegExp])[];
  /** How sure the columns (plain names) and the lines above make it. */
  readonly confidence: (names: ReadonlySet<string>, preamble: readonly string[]) => number;
  /** Days and site as the lines above the header name them. */
  readonly above?: (preamble: readonly string[]) => { readonly days?: Period | undefined; readonly site?: string | undefined };
  /** The product's words for channels in the words of the rules. */
  readonly channels?: ReadonlyMap<string, string>;
  /** Refuses a table that looks right and is not: throws AppError. */
  readonly check?: (table: Table, at: ReadonlyMap<TrafficColumn, number>, file: SourceFile) => void;
}

interface TrafficRow {
  readonly key: string;
  readonly days: Period;
  readonly origin: Origin;
  readonly country: string | undefined;
  readonly device: string | undefined;
  readonly visits: number;
  readonly visitors: number | undefined;
  readonly pageviews: number | undefined;
  readonly bounces: number | undefined;
  readonly engagedVisits: number | undefined;
}

const SPLITS: readonly TrafficSplit[] = ['channel', 'source', 'medium', 'campaign', 'content', 'landing_page', 'country', 'device'];
const plain = (name: string): string => plainName(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));

function findColumns(product: TrafficProduct, header: readonly string[]): Map<TrafficColumn, number> {
  const at = new Map<TrafficColumn, number>();
  const names = header.map(plain);
  for (const [column, pattern] of product.columns) {
    if (at.has(column)) continue;
    const place = names.findIndex((name, i) => pattern.test(name) && ![...at.values()].includes(i));
    if (place >= 0) at.set(column, place);
  }
  return at;
}

const splitsOf = (at: ReadonlyMap<TrafficColumn, number>): TrafficSplit[] =>
  SPLITS.filter((s) => at.has(s) || ((s === 'source' || s === 'medium') && at.has('sourceMedium')));

const isHeader = (product: TrafficProduct) => (cells: readonly string[]): boolean => {
  if ((cells[0] ?? '').startsWith('#')) return false;
  const at = findColumns(product, cells);
  return at.has('visits') && (at.has('day') || splitsOf(at).length > 0);
};

const GRAND_TOTAL = /^(grand total|gesamtsumme|total g[ée]n[ée]ral|total geral|suma total|totale complessivo)$/i;

/** A report may hold further tables below its first, after an empty line: they say the same in another way. */
async function* firstTable(table: Table, visits: number): AsyncGenerator<TableRow[]> {
  const parse = countParser(undefined);
  let blank = false;
  let ended = false;
  for await (const batch of table.rows()) {
    yield batch.map((row): TableRow => {
      if (ended) return { ...row, problem: undefined, skipped: 'second table' };
      if (row.skipped === 'blank line') {
        blank = true;
        return row;
      }
      if (row.skipped !== undefined) return row;
      if (row.cells.some((cell) => GRAND_TOTAL.test(cell.trim()))) return { ...row, problem: undefined, skipped: 'total' };
      const cell = row.cells[visits] ?? '';
      if ((row.cells[0] ?? '').startsWith('#') || (blank && (row.problem !== undefined || (!isEmpty(cell) && parse(cell) instanceof Refusal)))) {
        ended = true;
        return { ...row, problem: undefined, skipped: 'second table' };
      }
      blank = false;
      return row;
    });
  }
}

/** Words by which products say that there is no source, medium or campaign. */
const NOTHING = /^(\(.*\)|direct|none|not set|direct \/ none)$/i;
const said = (text: string | undefined): string | undefined => (text === undefined || NOTHING.test(text) ? undefined : text);

interface Dimensions {
  readonly origin: Origin;
  readonly country: string | undefined;
  readonly device: string | undefined;
}

function dimensionsReader(product: TrafficProduct, text: (cells: readonly string[], column: TrafficColumn) => string | undefined): (cells: readonly string[]) => Dimensions {
  return (cells) => {
    const [pairSource, pairMedium] = text(cells, 'sourceMedium')?.split(/\s+\/\s+/) ?? [];
    const rawSource = text(cells, 'taggedSource') ?? text(cells, 'source') ?? pairSource;
    const channel = text(cells, 'channel');
    const source = said(rawSource);
    // "(not set)" is not "(direct)": where it came from is unknown, which is no visit without origin.
    const unknown = rawSource !== undefined && /^\(not set\)$|^\(data not available\)$/i.test(rawSource);
    return {
      origin: {
        channel: channel === undefined ? (unknown ? 'Unassigned' : undefined) : (product.channels?.get(channel.toLowerCase()) ?? channel),
        source, medium: said(text(cells, 'medium') ?? pairMedium), campaign: said(text(cells, 'campaign')), content: said(text(cells, 'content')), landingPage: said(text(cells, 'landing_page')),
      },
      country: said(text(cells, 'country')), device: said(text(cells, 'device')),
    };
  };
}

async function compileRow(table: Table, at: ReadonlyMap<TrafficColumn, number>, product: TrafficProduct, given: TrafficOptions, site: string | undefined, whole: Period | undefined): Promise<(cells: readonly string[]) => Outcome<TrafficRow>> {
  const place = (column: TrafficColumn): number => at.get(column) ?? -1;
  const name = (column: TrafficColumn): string => table.header[place(column)] ?? column;
  const order: DateOrder | undefined = at.has('day') ? (await decideFormats(table, new Map([[place('day'), 'date']]), { dateOrder: given.dateOrder, where: 'in the import\'s options' }))(place('day')).dateOrder : given.dateOrder;
  const [parseDay, parseCount, parseRate] = [dayParser(order), countParser(undefined), measureParser(undefined)];
  const text = (cells: readonly string[], column: TrafficColumn): string | undefined => {
    const cell = cells[place(column)] ?? '';
    return isEmpty(cell) ? undefined : cell.trim().slice(0, 2000);
  };
  const dimensions = dimensionsReader(product, text);
  const splits = splitsOf(at);
  const split = splits.join(',');
  const splitColumns = ([...splits, 'sourceMedium', 'day'] as const).filter((column) => at.has(column));

  return (cells) => {
    let problem: RowProblem | undefined;
    const read = <T>(column: TrafficColumn, parse: CellParser<T>): T | undefined => {
      const cell = text(cells, column);
      if (cell === undefined) return undefined;
      const value = parse(cell);
      if (!(value instanceof Refusal)) return value;
      problem ??= value.inColumn(name(column), cell);
      return undefined;
    };
    if (isTotal(cells[0] ?? '') || splitColumns.every((column) => text(cells, column) === undefined)) return { skipped: 'total' };
    const day = read('day', parseDay);
    const visits = read('visits', parseCount);
    const [visitors, pageviews] = [read('visitors', parseCount), read('pageviews', parseCount)];
    const [bounceRate, engagementRate] = [read('bounceRate', parseRate), read('engagementRate', parseRate)];
    let [bounces, engaged] = [read('bounces', parseCount), read('engagedVisits', parseCount)];
    if (problem !== undefined) return { problem };
    const days = whole ?? (day === undefined ? undefined : { from: day, until: day });
    if (days === undefined) return { problem: { column: name('day'), reason: 'the row names no day', remedy: 'Fill it in, or delete the row if it is a total.' } };
    if (visits === undefined) return { skipped: 'no visits' };
    // A rate may be written 0.25 or 25; either way it is a share of the visits.
    const share = (rate: number | undefined): number | undefined => (rate === undefined ? undefined : Math.round(visits * (rate > 1 ? rate / 100 : rate)));
    engaged ??= share(engagementRate);
    bounces ??= share(bounceRate) ?? (engaged === undefined ? undefined : Math.max(0, visits - engaged));
    engaged ??= bounces === undefined ? undefined : Math.max(0, visits - bounces);
    const { origin, country, device } = dimensions(cells);
    const values = SPLITS.map((s) => (s === 'country' ? country : s === 'device' ? device : s === 'landing_page' ? origin.landingPage : origin[s]) ?? '');
    const key = [site ?? '', split, days.from === days.until ? days.from : `${days.from}..${days.until}`, ...values].join('\u001f').slice(0, 1900);
    return { key, days, origin, country, device, visits, visitors, pageviews, bounces, engagedVisits: engaged };
  };
}

const plus = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined || b === undefined ? undefined : a + b);

/** Rows that only something unknown tells apart. One visitor may be in both: their sum is not known. */
const add = (a: TrafficRow, b: TrafficRow): TrafficRow => ({
  ...a, visits: a.visits + b.visits, visitors: undefined, pageviews: plus(a.pageviews, b.pageviews), bounces: plus(a.bounces, b.bounces), engagedVisits: plus(a.engagedVisits, b.engagedVisits),
});

/** What a report says of each period, whatever the order of its rows. */
async function statementsOf(table: Table, rows: (table: Table) => AsyncGenerator<TableRow[]>, read: (cells: readonly string[]) => Outcome<TrafficRow>): Promise<ReadonlyMap<string, string>> {
  const sums = new Map<string, { sum: number; rows: number }>();
  for await (const batch of rows(table)) {
    for (const row of batch) {
      const outcome = row.problem === undefined && row.skipped === undefined ? read(row.cells) : undefined;
      if (outcome === undefined || !('key' in outcome)) continue;
      const { days, key, visits, visitors, pageviews, bounces, engagedVisits } = outcome;
      const said = sums.get(days.from) ?? { sum: 0, rows: 0 };
      said.sum = (said.sum + hash53([key, visits, visitors, pageviews, bounces, engagedVisits].join('\u001f'))) % Number.MAX_SAFE_INTEGER;
      said.rows += 1;
      sums.set(days.from, said);
    }
  }
  return new Map([...sums].map(([day, { sum, rows: n }]) => [day, `${sum.toString(36)}:${String(n)}`]));
}

const DAY = 86_400_000;
const dayAfter = (day: string, n: number): string => new Date(Date.parse(day) + n * DAY).toISOString().slice(0, 10);
/** The part of a count that falls on day k of n, so that the parts add up. */
const part = (count: number | undefined, k: number, n: number): number | undefined => (count === undefined ? undefined : Math.round((k * count) / n) - Math.round(((k - 1) * count) / n));

function draftsOf(row: TrafficRow, split: string, site: string | undefined, statement: string | undefined): TrafficDraft[] {
  const { days, origin, country, device } = row;
  const base = { kind: 'traffic' as const, site, split, origin, country, device, statement };
  const n = Math.round((Date.parse(days.until) - Date.parse(days.from)) / DAY) + 1;
  if (n === 1) return [{ ...base, key: row.key, day: days.from, visits: row.visits, visitors: row.visitors, pageviews: row.pageviews, bounces: row.bounces, engagedVisits: row.engagedVisits }];
  return Array.from({ length: n }, (_, i): TrafficDraft => ({
    ...base, key: `${row.key}\u001f${String(i + 1)}`, day: dayAfter(days.from, i), covers: `${days.from} to ${days.until}`,
    visits: part(row.visits, i + 1, n) ?? 0, pageviews: part(row.pageviews, i + 1, n), bounces: part(row.bounces, i + 1, n), engagedVisits: part(row.engagedVisits, i + 1, n),
  }));
}

export interface TrafficReader {
  recognise(file: SourceFile): Promise<Recognition>;
  read(file: SourceFile, given: TrafficOptions, context: ReadContext): Promise<ReadResult>;
}

/** Makes the two halves of a product's connector. */
export function trafficReader(product: TrafficProduct): TrafficReader {
  const fits = isHeader(product);
  const layout: TableOptions = { connector: product.connector, expected: product.expected, isHeader: fits };
  const refuse = (file: SourceFile, found: string, expected = product.expected): AppError => new AppError('wrong_file', { file: file.name, connector: product.connector, found, expected });
  return {
    async recognise(file) {
      try {
        const table = await openTable(file, layout);
        const found = table.header.slice(0, 8).join(', ');
        if (!fits(table.header)) return { confidence: 0, found };
        const at = findColumns(product, table.header);
        return { confidence: product.confidence(new Set(table.header.map(plain)), table.preamble), as: splitsOf(at).join(', ') || 'by day', found };
      } catch (error) {
        if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
        throw error;
      }
    },
    async read(file, given, _context) {
      const table = await openTable(file, layout);
      if (!fits(table.header)) throw refuse(file, `its columns are ${table.header.slice(0, 14).join(', ')}`);
      const at = findColumns(product, table.header);
      product.check?.(table, at, file);
      const above = product.above?.(table.preamble);
      const whole = at.has('day') ? undefined : above?.days;
      if (!at.has('day') && whole === undefined) throw refuse(file, 'its rows name no day, and no days stand above the header');
      if (whole !== undefined && whole.from !== whole.until && given.spread !== true) {
        throw refuse(file, `its rows are totals over ${whole.from} to ${whole.until}, not days`, 'a report with a column for the day; or say spread: true in the import\'s options, to spread each total evenly over its days');
      }
      const site = given.site ?? above?.site;
      const read = await compileRow(table, at, product, given, site, whole);
      const rows = (t: Table): AsyncGenerator<TableRow[]> => firstTable(t, at.get('visits') ?? -1);
      const statements = await statementsOf(table, rows, read);
      const split = splitsOf(at).join(',');
      return { header: table.header, rows: sumRows(table, { read, add, rows, summed: 'summed with the other rows of its day and origin', drafts: (row) => draftsOf(row, split, site, statements.get(row.days.from)) }) };
    },
  };
}
