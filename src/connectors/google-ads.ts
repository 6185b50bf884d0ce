// Google Ads campaign reports, by day or over a range, in any language of the interface: each campaign
// and day becomes one cost line of media; rows that only split it further are summed.
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { defineConnector, type ReadContext, type RowProblem, type SourceFile } from './connector.js';
import { reportRange } from './ads/report-range.js';
import { sumRows, type Outcome, type Summing } from './ads/sum-rows.js';
import { isTotal } from './ads/totals.js';
import { findColumns, isReportTitle, usesDecimalComma, type AdsColumn } from './google-ads/column-names.js';
import { orYaml } from './mapping/options-text.js';
import { decideFormats, type ColumnUse, type GivenFormat } from './reading/column-formats.js';
import { dayParser } from './reading/parse-moment.js';
import { currencyCode, moneyParser } from './reading/parse-money.js';
import { countParser } from './reading/parse-number.js';
import type { Period } from './reading/parse-period.js';
import { isEmpty, Refusal, type CellParser } from './reading/refusal.js';
import { openTable, type Table, type TableOptions } from './reading/table.js';
import type { CostDraft } from '../facts/drafts.js';

const options = orYaml(z.strictObject({
  /** Currency of the account, for reports without a currency column. */
  currency: z.string().optional(),
  /** Name of the account, where several are imported and reports don't name it. */
  account: z.string().max(200).optional(),
  /** Days of a report that names none: both, as 2026-03-31. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
}));
type Options = z.output<typeof options>;

const EXPECTED = 'a Google Ads campaign report with the columns Campaign, Cost and Day (or a range of days above the header)';
const isHeader = (cells: readonly string[]): boolean => {
  const found = findColumns(cells);
  return found.has('cost') && (found.has('campaign') || found.has('day')) && (found.has('campaign') || found.has('impressions') || found.has('clicks'));
};
const layout: TableOptions = { connector: 'google-ads', expected: EXPECTED, isHeader };

/** One row as read: what it adds to its campaign's day. */
interface AdRow {
  readonly key: string;
  readonly days: Period;
  readonly campaign: string | undefined;
  readonly device: string | undefined;
  readonly amount: string;
  readonly currency: string;
  readonly impressions: number | undefined;
  readonly clicks: number | undefined;
}

const add = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined ? b : b === undefined ? a : a + b);
const sum = (a: AdRow, b: AdRow): AdRow => ({ ...a, amount: new Decimal(a.amount).plus(b.amount).toFixed(), impressions: add(a.impressions, b.impressions), clicks: add(a.clicks, b.clicks) });

const drafts = (row: AdRow): CostDraft[] => [{
  kind: 'cost', key: row.key, from: row.days.from, until: row.days.until, cost: 'media', origin: { source: 'google', medium: 'cpc', campaign: row.campaign },
  amount: row.amount, currency: row.currency, impressions: row.impressions, clicks: row.clicks, device: row.device,
}];

/** Numbers that the file leaves open are read as the language of its header writes them. */
async function formatsOf(table: Table, uses: ReadonlyMap<number, ColumnUse>, given: GivenFormat) {
  try {
    return await decideFormats(table, uses, given);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ambiguous_numbers') throw error;
    return decideFormats(table, uses, { ...given, decimal: usesDecimalComma(table.header) ? ',' : '.' });
  }
}

async function compileRow(table: Table, given: Options, context: ReadContext, file: SourceFile): Promise<(cells: readonly string[]) => Outcome<AdRow>> {
  const columns = findColumns(table.header);
  const at = (name: AdsColumn): number => columns.get(name) ?? -1;
  const uses = new Map<number, ColumnUse>([[at('cost'), 'amount']]);
  if (columns.has('day')) uses.set(at('day'), 'date');
  const formatOf = await formatsOf(table, uses, { dateOrder: given.dateOrder, decimal: given.decimal, where: 'in the import\'s options' });
  const whole = columns.has('day') ? undefined : rangeOf(table, given, file);
  const fallback = given.currency === undefined ? context.currency : checkCurrency(given.currency);
  const named = /\(([A-Z]{3})\)$/.exec(table.header[at('cost')] ?? '')?.[1];
  const [parseCost, parseDay, parseCount] = [moneyParser(formatOf(at('cost')).decimal, named ?? fallback), dayParser(formatOf(at('day')).dateOrder), countParser(formatOf(at('cost')).decimal === ',' ? ',' : undefined)];

  return (cells) => {
    const text = (name: AdsColumn): string | undefined => {
      const cell = cells[at(name)] ?? '';
      return isEmpty(cell) ? undefined : cell.trim();
    };
    let problem: RowProblem | undefined;
    const read = <T>(name: AdsColumn, parse: CellParser<T>): T | undefined => {
      const cell = text(name);
      if (cell === undefined) return undefined;
      const value = parse(cell);
      if (!(value instanceof Refusal)) return value;
      problem ??= value.inColumn(table.header[at(name)] ?? name, cell);
      return undefined;
    };
    const [campaign, campaignId, account] = [text('campaign'), text('campaignId'), text('accountId') ?? text('account') ?? given.account ?? ''];
    if (totalRow(cells, columns)) return { skipped: 'total' };
    const cost = read('cost', parseCost);
    const [impressions, clicks] = [read('impressions', parseCount), read('clicks', parseCount)];
    const day = read('day', parseDay);
    const currency = read('currency', currencyCode) ?? cost?.currency ?? named ?? fallback;
    const days = whole ?? (day === undefined ? undefined : { from: day, until: day });
    if (problem !== undefined) return { problem };
    if (days === undefined) return { problem: { column: table.header[at('day')] ?? 'Day', reason: 'the row names no day', remedy: 'Fill it in; a total is recognised by "Total:".' } };
    if (columns.has('campaign') && campaign === undefined) return { problem: { column: table.header[at('campaign')] ?? 'Campaign', reason: 'the row names no campaign: it may be a total', remedy: 'Delete the row if it is a total, else fill in the campaign.' } };
    if (cost === undefined && impressions === undefined && clicks === undefined) return { skipped: 'no cost' };
    if (currency === undefined) return { problem: { column: 'Currency code', reason: 'the amount has no currency', remedy: 'Add the column Currency code to the report, give the option currency, or set the workspace\'s currency.' } };
    if ((campaign?.length ?? 0) > 2000) return { problem: { column: table.header[at('campaign')] ?? 'Campaign', reason: 'the text is longer than 2,000 characters', remedy: 'Shorten it.' } };
    const device = text('device');
    const key = [account, campaignId ?? campaign ?? '', days.from === days.until ? days.from : `${days.from}..${days.until}`, ...(device === undefined ? [] : [device])].join('/').slice(0, 2000);
    return { key, days, campaign, device, amount: cost?.amount ?? '0', currency, impressions, clicks };
  };
}

function checkCurrency(text: string): string {
  const code = currencyCode(text);
  if (typeof code === 'string') return code;
  throw new AppError('invalid_input', { where: 'currency', reason: code.reason, remedy: code.remedy });
}

/** A total stands in the first cell, or where the campaign or day would; a campaign with an id is none, whatever its name. */
function totalRow(cells: readonly string[], columns: ReadonlyMap<AdsColumn, number>): boolean {
  const id = cells[columns.get('campaignId') ?? -1] ?? '';
  if (!isEmpty(id) && !isTotal(id)) return false;
  return [0, columns.get('day') ?? 0, columns.get('campaign') ?? 0].some((i) => isTotal(cells[i] ?? ''));
}

function rangeOf(table: Table, given: Options, file: SourceFile): Period {
  if (given.from !== undefined && given.until !== undefined) return { from: given.from, until: given.until };
  const range = reportRange(table.preamble, given.dateOrder);
  if (range !== undefined) return range;
  throw new AppError('wrong_file', {
    file: file.name, connector: 'google-ads', found: `it has neither a column Day nor a range of days above the header${table.preamble[1] === undefined ? '' : ` (there stands ${table.preamble[1].replace(/[",;]/g, '')})`}`,
    expected: 'a report segmented by day, one over a range of days, or the options from and until',
  });
}

/** Rows of the same campaign, day and device (segments) come out as one fact. */
const summing = (read: (cells: readonly string[]) => Outcome<AdRow>): Summing<AdRow> => ({
  read, drafts, summed: 'summed with the other rows of its campaign and day',
  add: (a, b) => (a.currency === b.currency ? sum(a, b) : { column: 'Currency code', value: b.currency, reason: `the same campaign and day is in ${a.currency} above`, remedy: 'Export each account by itself.' }),
});

export default defineConnector<Options>({
  name: 'google-ads',
  label: 'Google Ads',
  description: 'Google Ads: Campaigns, segment by day, download as .csv (any language). Days exported again replace what was imported; do not mix reports by day and over a range for the same days.',
  options,
  layouts: [
    { name: 'by day', columns: ['Day', 'Campaign', 'Cost'], optional: ['Campaign ID', 'Currency code', 'Impr.', 'Clicks', 'Device', 'Account name', 'Customer ID'] },
    { name: 'over a range', columns: ['Campaign', 'Cost'], optional: ['Campaign ID', 'Currency code', 'Impr.', 'Clicks', 'Device', 'Account name', 'Customer ID'] },
  ],

  async recognise(file: SourceFile) {
    try {
      const table = await openTable(file, layout);
      const columns = findColumns(table.header);
      if (!isHeader(table.header)) return { confidence: 0, found: table.header.slice(0, 8).join(', ') };
      const titled = table.preamble.some(isReportTitle);
      const typical = columns.has('impressions') && columns.has('campaign');
      return { confidence: titled ? 0.95 : typical && columns.has('currency') ? 0.85 : typical ? 0.6 : columns.has('day') ? 0.3 : 0.1, as: columns.has('day') ? 'by day' : 'over a range', found: table.header.slice(0, 8).join(', ') };
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
      throw error;
    }
  },

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const table = await openTable(file, layout);
    if (!isHeader(table.header)) throw new AppError('wrong_file', { file: file.name, connector: 'google-ads', found: `its columns are ${table.header.slice(0, 14).join(', ')}`, expected: EXPECTED });
    return { header: table.header, rows: sumRows(table, summing(await compileRow(table, given, context, file))) };
  },
});
