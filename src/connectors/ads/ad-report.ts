// Reads the cost report of an ad platform, whatever its level (campaign, ad set, ad), language and period: each
// campaign and day becomes one line of media cost. What a platform calls its columns is in its connector.
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import type { CostDraft } from '../../facts/drafts.js';
import type { ReadContext, ReadResult, Recognition, RowProblem, SourceFile } from '../connector.js';
import { orYaml } from '../mapping/options-text.js';
import { decideFormats, type ColumnUse, type GivenFormat } from '../reading/column-formats.js';
import { dayParser } from '../reading/parse-moment.js';
import { currencyCode, moneyParser } from '../reading/parse-money.js';
import { countParser } from '../reading/parse-number.js';
import { periodParser, type Period } from '../reading/parse-period.js';
import { isEmpty, Refusal, type CellParser } from '../reading/refusal.js';
import { openTable, type Table, type TableOptions } from '../reading/table.js';
import { columnFinder, plainName, type AdColumn, type AdColumnNames, type FoundColumns } from './ad-columns.js';
import { preambleRange, readPreamble } from './report-preamble.js';
import { sumRows, type Outcome } from './sum-rows.js';
import { isTotal } from './totals.js';

export const adReportOptions = orYaml(z.strictObject({
  /** Currency of the account, for reports that name none. */
  currency: z.string().optional(),
  /** Name of the account, where several are imported and reports don't name it. */
  account: z.string().max(200).optional(),
  /** What visits that came through these ads are tagged with, where it is not the usual. */
  source: z.string().max(200).optional(),
  medium: z.string().max(200).optional(),
  /** Spread totals over a range of days evenly over its days; without it such reports are refused. */
  spread: z.boolean().optional(),
  /** Days of a report that names none: both, as 2026-03-31. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
}));
export type AdReportOptions = z.output<typeof adReportOptions>;

/** What is particular to one platform. */
export interface AdPlatform {
  readonly connector: string;
  readonly label: string;
  /** For errors: "a Meta Ads report with the columns …". */
  readonly expected: string;
  readonly names: AdColumnNames;
  readonly origin: { readonly source: string; readonly medium: string };
  /** Whether a row with a blank name or day is a total; else it is refused, as it may be one. */
  readonly blankIsTotal: boolean;
  /** How sure the names of the columns (plain) and the lines above make it. */
  readonly confidence: (names: ReadonlySet<string>, preamble: readonly string[], found: FoundColumns) => number;
}

/** From the finest that costs are kept at down; a level below campaign counts only where its campaign is not named. */
type Level = NonNullable<CostDraft['adReport']>['level'];
const NAMED: Readonly<Record<Exclude<Level, 'account'>, readonly [name: AdColumn, id: AdColumn]>> = {
  campaign: ['campaign', 'campaignId'], ad_set: ['adSet', 'adSetId'], ad: ['ad', 'adId'], campaign_group: ['group', 'groupId'],
};
const LEVELS = Object.keys(NAMED) as Exclude<Level, 'account'>[];

interface AdRow {
  readonly key: string;
  readonly days: Period;
  readonly level: Level;
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly account: string | undefined;
  readonly amount: string;
  readonly currency: string;
  readonly impressions: number | undefined;
  readonly clicks: number | undefined;
}

const plus = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined ? b : b === undefined ? a : a + b);

function add(a: AdRow, b: AdRow): AdRow | RowProblem {
  if (a.currency !== b.currency) return { column: 'currency', value: b.currency, reason: `the same campaign and day is in ${a.currency} above`, remedy: 'Export each account by itself.' };
  return { ...a, amount: new Decimal(a.amount).plus(b.amount).toFixed(), impressions: plus(a.impressions, b.impressions), clicks: plus(a.clicks, b.clicks) };
}

const draftsOf = (platform: AdPlatform, given: AdReportOptions) => (row: AdRow): CostDraft[] => {
  const { level, name, id, days } = row;
  const campaign = level === 'campaign' ? (name ?? id) : undefined;
  return [{
    kind: 'cost', key: row.key, from: days.from, until: days.until, cost: 'media', amount: row.amount, currency: row.currency, impressions: row.impressions, clicks: row.clicks,
    origin: {
      source: given.source ?? platform.origin.source, medium: given.medium ?? platform.origin.medium, campaign,
      ...(level !== 'campaign' && level !== 'account' && { content: name ?? id }),
    },
    adReport: { level, account: row.account, campaignId: level === 'campaign' ? id : undefined },
    ...(days.from !== days.until && { note: `a total over ${days.from} to ${days.until}, spread evenly over its days` }),
  }];
};

/** Ids as the platform's other reports write them: `urn:li:sponsoredCampaign:12` and `c:12` are 12; one that a spreadsheet rounded (1.2E+17) is none. */
function idOf(cell: string | undefined): string | undefined {
  const text = cell?.replace(/^[^\d]*:(?=\d+$)/, '').replace(/^["'=]+|["']+$/g, '');
  return text === undefined || /^\d+[.,]?\d*E\+\d+$/i.test(text) ? undefined : text;
}

const oneDay = ({ from, until }: Period): boolean => from === until;
const spanText = ({ from, until }: Period): string => `${from} to ${until}`;

/** `2026-01-05 - 2026-01-11`, a month, or the first day of a week. */
function spanParser(order: 'dmy' | 'mdy' | 'ymd' | undefined, isWeek: boolean): CellParser<Period> {
  const [parsePeriod, parseDay] = [periodParser(order), dayParser(order)];
  return (text) => {
    const [first = '', last] = text.split(/\s+[-–—]\s+/);
    if (last !== undefined) {
      const [from, until] = [parseDay(first), parseDay(last)];
      return from instanceof Refusal ? from : until instanceof Refusal ? until : { from, until };
    }
    const period = parsePeriod(text);
    if (period instanceof Refusal || !isWeek || !oneDay(period)) return period;
    return { from: period.from, until: new Date(Date.parse(period.from) + 6 * 86_400_000).toISOString().slice(0, 10) };
  };
}

/** The columns that are in use: a column that names nothing in any row splits nothing. */
class UsedColumns {
  readonly breakdowns: readonly number[];
  private readonly at = new Map<AdColumn, number>();

  constructor(readonly header: readonly string[], found: FoundColumns, sample: readonly (readonly string[])[]) {
    const filled = (place: number): boolean => sample.some((row) => !isEmpty(row[place] ?? ''));
    for (const [column, place] of found.at) if (sample.length === 0 || column === 'cost' || filled(place)) this.at.set(column, place);
    this.breakdowns = found.breakdowns.filter(filled);
  }

  has(column: AdColumn): boolean {
    return this.at.has(column);
  }
  place(column: AdColumn): number {
    return this.at.get(column) ?? -1;
  }
  name(column: AdColumn): string {
    return this.header[this.place(column)] ?? column;
  }
  /** Levels that the report names, from the one its rows are kept at. */
  get levels(): readonly Exclude<Level, 'account'>[] {
    return LEVELS.filter((level) => NAMED[level].some((column) => this.has(column)));
  }
}

interface Reading {
  readonly platform: AdPlatform;
  readonly given: AdReportOptions;
  readonly context: ReadContext;
  readonly file: SourceFile;
}

async function formatsOf(table: Table, used: UsedColumns, given: AdReportOptions) {
  const uses = new Map<number, ColumnUse>();
  for (const column of ['cost', 'costInUsd'] as const) if (used.has(column)) uses.set(used.place(column), 'amount');
  for (const column of ['day', 'from', 'until'] as const) if (used.has(column)) uses.set(used.place(column), 'date');
  // A range above the header that can be read in one way only tells how the report writes its dates.
  const format: GivenFormat = { dateOrder: given.dateOrder ?? orderAbove(table), decimal: given.decimal, where: 'in the import\'s options' };
  try {
    return await decideFormats(table, uses, format);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ambiguous_numbers') throw error;
    // Numbers that the file leaves open are read as the language of its header writes them.
    return decideFormats(table, uses, { ...format, decimal: /^(amount|spen[dt]|cost|total spent)/i.test(plainName(used.name(used.has('cost') ? 'cost' : 'costInUsd'))) ? '.' : ',' });
  }
}

function orderAbove(table: Table): 'dmy' | 'mdy' | undefined {
  const orders = (['dmy', 'mdy'] as const).filter((order) => preambleRange(table.preamble, order) !== undefined);
  return orders.length === 1 && /\d\/\d/.test(table.preamble.join('\n')) ? orders[0] : undefined;
}

/** The one range of a report whose rows name no days; undefined for rows that do. */
function wholeRange(table: Table, used: UsedColumns, { platform, given, file }: Reading): Period | undefined {
  if (used.has('day') || used.has('from') || used.has('period')) return undefined;
  const range = given.from !== undefined && given.until !== undefined ? { from: given.from, until: given.until } : preambleRange(table.preamble, given.dateOrder);
  if (range !== undefined) return range;
  throw new AppError('wrong_file', { file: file.name, connector: platform.connector, found: 'its rows name no days, and no range of days stands above the header', expected: 'a report broken down by day, one that names its range of days, or the options from and until' });
}

async function compileRow(table: Table, used: UsedColumns, reading: Reading): Promise<(cells: readonly string[]) => Outcome<AdRow>> {
  const { platform, given, context } = reading;
  const formatOf = await formatsOf(table, used, given);
  const above = readPreamble(table.preamble);
  const dollars = !used.has('cost') || (given.currency === undefined && context.currency === undefined && above.currency === undefined && !used.has('currency') && used.has('costInUsd') && !namesCurrency(used));
  const costColumn: AdColumn = dollars && used.has('costInUsd') ? 'costInUsd' : 'cost';
  const named = costColumn === 'costInUsd' ? 'USD' : (/\(([A-Z]{3})\)\s*$/.exec(used.name('cost'))?.[1] ?? above.currency);
  const fallback = given.currency === undefined ? context.currency : checkCurrency(given.currency);
  const { decimal } = formatOf(used.place(costColumn));
  const [parseCost, parseCount] = [moneyParser(decimal, named ?? fallback), countParser(decimal === ',' ? ',' : undefined)];
  const parserFor = (column: AdColumn): CellParser<string> => dayParser(formatOf(used.place(column)).dateOrder);
  const [parseDay, parseFrom, parseUntil] = [parserFor('day'), parserFor('from'), parserFor('until')];
  const parseSpan = spanParser(given.dateOrder, /^(week|woche|semaine|semana)/i.test(used.name('period')));
  const whole = wholeRange(table, used, reading);
  const { levels } = used;
  const [level = 'account' as const] = levels;
  // Where totals have blank names, one of any level may be a total; else only what the cost is kept by has to be named.
  const checked = levels.filter((l) => (platform.blankIsTotal ? l !== 'campaign_group' || l === level : l === level));
  const clicks: AdColumn = used.has('linkClicks') ? 'linkClicks' : 'clicks';

  return (cells) => {
    const text = (column: AdColumn): string | undefined => {
      const cell = cells[used.place(column)] ?? '';
      return isEmpty(cell) ? undefined : cell.trim();
    };
    let problem: RowProblem | undefined;
    const read = <T>(column: AdColumn, parse: CellParser<T>): T | undefined => {
      const cell = text(column);
      if (cell === undefined) return undefined;
      const value = parse(cell);
      if (!(value instanceof Refusal)) return value;
      problem ??= value.inColumn(used.name(column), cell);
      return undefined;
    };
    const id = level === 'account' ? undefined : idOf(text(NAMED[level][1]));
    const name = level === 'account' ? undefined : text(NAMED[level][0]);
    if (id === undefined && totalIn(cells, used)) return { skipped: 'total' };
    const blank = checked.find((l) => NAMED[l].every((column) => text(column) === undefined));
    const dateless = used.has('day') && text('day') === undefined;
    if (platform.blankIsTotal && (blank !== undefined || dateless || used.breakdowns.some((place) => isEmpty(cells[place] ?? '')))) return { skipped: 'total' };
    if (blank !== undefined) return { problem: { column: used.name(NAMED[blank].find((c) => used.has(c)) ?? 'campaign'), reason: 'the row names nothing the cost is for: it may be a total', remedy: 'Delete the row if it is a total, else fill in the name.' } };

    const cost = read(costColumn, parseCost);
    const counts = { impressions: read('impressions', parseCount), clicks: read(clicks, parseCount) };
    const currency = read('currency', currencyCode) ?? cost?.currency ?? named ?? fallback;
    const days = whole ?? daysIn(read, used, { parseDay, parseFrom, parseUntil, parseSpan });
    if (problem !== undefined) return { problem };
    if (days === undefined) return { problem: { column: used.name(used.has('day') ? 'day' : 'from'), reason: 'the row names no day', remedy: 'Fill it in, or delete the row if it is a total.' } };
    if (days.from > days.until) return { problem: { column: used.name('until'), value: days.until, reason: 'the last day lies before the first', remedy: 'Correct the dates; say dateOrder if days and months are mixed up.' } };
    if (!oneDay(days) && given.spread !== true) return { problem: { column: used.name('from'), value: spanText(days), reason: 'the row is a total over a range of days', remedy: 'Export by day; or say spread: true in the import\'s options, to spread it evenly over its days.' } };
    if (cost === undefined && counts.impressions === undefined && counts.clicks === undefined) return { skipped: 'no cost' };
    if (currency === undefined) return { problem: { column: used.name(costColumn), reason: 'the amount has no currency', remedy: 'Give the option currency, or set the workspace\'s currency.' } };
    if ((name?.length ?? 0) > 2000) return { problem: { column: used.name('campaign'), reason: 'the text is longer than 2,000 characters', remedy: 'Shorten it.' } };
    const account = idOf(text('accountId')) ?? text('account') ?? given.account ?? above.accountId ?? above.account;
    const when = oneDay(days) ? days.from : `${days.from}..${days.until}`;
    // Ids are the platform's own and need no account; names do.
    const key = (id === undefined ? `${when}/${level}/${account ?? ''}/${name ?? ''}` : `${when}/${level}:${id}`).slice(0, 2000);
    return { key, days, level, name, id, account: account?.slice(0, 500), amount: cost?.amount ?? '0', currency, ...counts };
  };
}

const namesCurrency = (used: UsedColumns): boolean => /\([A-Z]{3}\)\s*$/.test(used.name('cost'));

interface DayParsers {
  readonly parseDay: CellParser<string>;
  readonly parseFrom: CellParser<string>;
  readonly parseUntil: CellParser<string>;
  readonly parseSpan: CellParser<Period>;
}

function daysIn(read: <T>(column: AdColumn, parse: CellParser<T>) => T | undefined, used: UsedColumns, { parseDay, parseFrom, parseUntil, parseSpan }: DayParsers): Period | undefined {
  if (used.has('day')) {
    const day = read('day', parseDay);
    return day === undefined ? undefined : { from: day, until: day };
  }
  if (used.has('period')) return read('period', parseSpan);
  const from = read('from', parseFrom);
  const until = used.has('until') ? read('until', parseUntil) : from;
  return from === undefined || until === undefined ? undefined : { from, until };
}

/** A total stands in the first cell, or where a name or the day would. */
const totalIn = (cells: readonly string[], used: UsedColumns): boolean =>
  [0, ...(['day', 'from', 'campaign', 'adSet', 'ad', 'group', 'account'] as const).map((column) => used.place(column))].some((place) => isTotal(cells[place] ?? ''));

function checkCurrency(text: string): string {
  const code = currencyCode(text);
  if (typeof code === 'string') return code;
  throw new AppError('invalid_input', { where: 'currency', reason: code.reason, remedy: code.remedy });
}

/** Whether a header is the platform's: a cost, and something that it is the cost of. */
const isHeaderOf = (find: (header: readonly string[]) => FoundColumns) => (cells: readonly string[]): boolean => {
  const { at } = find(cells);
  const named = LEVELS.some((level) => NAMED[level].some((column) => at.has(column)));
  return (at.has('cost') || at.has('costInUsd')) && (named || at.has('day') || at.has('from')) && (named || at.has('impressions') || at.has('clicks') || at.has('account'));
};

export interface AdReportReader {
  recognise(file: SourceFile): Promise<Recognition>;
  read(file: SourceFile, given: AdReportOptions, context: ReadContext): Promise<ReadResult>;
}

/** Makes the two halves of a platform's connector. */
export function adReportReader(platform: AdPlatform): AdReportReader {
  const find = columnFinder(platform.names);
  const isHeader = isHeaderOf(find);
  const layout: TableOptions = { connector: platform.connector, expected: platform.expected, isHeader };
  return {
    async recognise(file) {
      try {
        const table = await openTable(file, layout);
        const found = table.header.slice(0, 8).join(', ');
        if (!isHeader(table.header)) return { confidence: 0, found };
        const columns = find(table.header);
        const used = new UsedColumns(table.header, columns, table.sample);
        return { confidence: platform.confidence(new Set(table.header.map(plainName)), table.preamble, columns), as: used.levels[0] === undefined ? 'account' : `by ${used.levels.at(-1) ?? ''}`.replace('_', ' '), found };
      } catch (error) {
        if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
        throw error;
      }
    },
    async read(file, given, context) {
      const table = await openTable(file, layout);
      if (!isHeader(table.header)) throw new AppError('wrong_file', { file: file.name, connector: platform.connector, found: `its columns are ${table.header.slice(0, 14).join(', ')}`, expected: platform.expected });
      const used = new UsedColumns(table.header, find(table.header), table.sample);
      const reading: Reading = { platform, given, context, file };
      if (given.spread !== true) refuseTotals(table, await compileRow(table, used, { ...reading, given: { ...given, spread: true } }), reading);
      const read = await compileRow(table, used, reading);
      return { header: table.header, rows: sumRows(table, { read, add, drafts: draftsOf(platform, given), summed: 'summed with the other rows of its campaign and day' }) };
    },
  };
}

/** A report none of whose rows is a day's is refused whole, with how to export it. */
function refuseTotals(table: Table, read: (cells: readonly string[]) => Outcome<AdRow>, { platform, file }: Reading): void {
  const spans = table.sample.flatMap((cells) => {
    const outcome = read(cells);
    return 'key' in outcome ? [outcome.days] : [];
  });
  const [first] = spans;
  if (first === undefined || spans.some(oneDay)) return;
  throw new AppError('wrong_file', {
    file: file.name, connector: platform.connector, found: `its rows are totals over ${spanText(first)}, not days`,
    expected: 'a report broken down by day; or say spread: true in the import\'s options, to spread each total evenly over its days',
  });
}
