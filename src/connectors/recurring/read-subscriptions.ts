// Reads a table with one subscription a row, whatever its columns are called, into one fact each. Known by the
// subscription's own id: the same one exported again is a new version of it, never a second one.
import { AppError } from '../../shared/errors.js';
import type { SubscriptionDraft } from '../../facts/drafts.js';
import type { ReadContext, ReadResult, RowProblem, RowResult } from '../connector.js';
import { fold } from '../mapping/mapping-schema.js';
import { decideFormats, type ColumnUse } from '../reading/column-formats.js';
import { momentParser } from '../reading/parse-moment.js';
import { currencyCode, moneyParser } from '../reading/parse-money.js';
import { countParser, decimalParser } from '../reading/parse-number.js';
import { isEmpty, Refusal, type CellParser } from '../reading/refusal.js';
import type { Table } from '../reading/table.js';
import type { FileOptions } from '../mapping/file-options.js';
import { pricePerInterval, readDiscount, readInterval } from './plan-price.js';

/** The columns that may hold each part, by name, the surer first. */
export interface SubscriptionColumns {
  readonly id: readonly string[];
  readonly customer: readonly string[];
  readonly email: readonly string[];
  readonly company: readonly string[];
  readonly companyId: readonly string[];
  readonly plan: readonly string[];
  readonly quantity: readonly string[];
  readonly amount: readonly string[];
  readonly currency: readonly string[];
  readonly interval: readonly string[];
  readonly intervalCount: readonly string[];
  readonly startsAt: readonly string[];
  readonly trialEndsAt: readonly string[];
  readonly endsAt: readonly string[];
  readonly changedAt: readonly string[];
  readonly percentOff: readonly string[];
  readonly amountOff: readonly string[];
  readonly coupon: readonly string[];
  readonly status: readonly string[];
  readonly periodStartsAt: readonly string[];
}
type Part = keyof SubscriptionColumns;

/** Dates of a row as far as its status has a say in them. */
export interface Span {
  readonly status: string;
  readonly startsAt: string;
  readonly endsAt: string | undefined;
  readonly trialEndsAt: string | undefined;
  /** Begin of the period that runs or ran last. */
  readonly periodStartsAt: string | undefined;
}

export interface SubscriptionRules {
  /** Namespace of ids and keys: `stripe` gives `stripe:customer:cus_1`. */
  readonly namespace: string;
  readonly columns: SubscriptionColumns;
  /** When a subscription stops counting, by its status; undefined: it goes on. A refusal where the row can't say. */
  readonly endOf: (span: Span) => string | undefined | Refusal;
  /** Coupon -> `20%` or an amount. */
  readonly coupons: Readonly<Record<string, string>>;
  readonly given: FileOptions;
  /** See GivenFormat. */
  readonly decimalIfOpen?: '.' | ',';
}

const DATES: readonly Part[] = ['startsAt', 'trialEndsAt', 'endsAt', 'changedAt', 'periodStartsAt'];
const AMOUNTS: readonly Part[] = ['amount', 'amountOff', 'percentOff'];

type Outcome = { readonly facts: readonly [SubscriptionDraft] } | { readonly problem: RowProblem } | { readonly skipped: string };

/** Coupons by their folded name. @throws AppError invalid_input for one whose discount can't be read */
function readCoupons(coupons: Readonly<Record<string, string>>): Map<string, { readonly percentOff?: string; readonly amountOff?: string }> {
  return new Map(Object.entries(coupons).map(([name, text]) => {
    const discount = readDiscount(text);
    if (discount instanceof Refusal) throw new AppError('invalid_input', { where: `option coupons.${name}`, reason: discount.reason, remedy: discount.remedy });
    return [fold(name), discount];
  }));
}

/** A code as an option gives it. @throws AppError invalid_input */
function optionCurrency(text: string): string {
  const code = currencyCode(text);
  if (typeof code === 'string') return code;
  throw new AppError('invalid_input', { where: 'currency', reason: code.reason, remedy: code.remedy });
}

async function compileRow(table: Table, { namespace, columns, endOf, coupons: named, given, decimalIfOpen }: SubscriptionRules, context: ReadContext): Promise<(cells: readonly string[]) => Outcome> {
  const folded = table.header.map(fold);
  const at = (part: Part): number => columns[part].map((name) => folded.indexOf(fold(name))).find((i) => i >= 0) ?? -1;
  const places = new Map((Object.keys(columns) as Part[]).map((part) => [part, at(part)]));
  const place = (part: Part): number => places.get(part) ?? -1;
  const uses = new Map<number, ColumnUse>();
  for (const part of DATES) if (place(part) >= 0) uses.set(place(part), 'date');
  for (const part of AMOUNTS) if (place(part) >= 0) uses.set(place(part), 'amount');
  const formatOf = await decideFormats(table, uses, { dateOrder: given.dateOrder, decimal: given.decimal, decimalIfOpen, where: 'in the import\'s options' });
  const fallback = given.currency === undefined ? context.currency : optionCurrency(given.currency);
  const moment = new Map(DATES.map((part) => [part, momentParser(given.timeZone ?? context.timeZone, formatOf(place(part)).dateOrder)]));
  const money = moneyParser(formatOf(place('amount')).decimal, fallback);
  const [off, percent, count] = [decimalParser(formatOf(place('amountOff')).decimal), decimalParser(formatOf(place('percentOff')).decimal), countParser(undefined)];
  const coupons = readCoupons(named);

  return (cells) => {
    let problem: RowProblem | undefined;
    const text = (part: Part): string | undefined => {
      const cell = cells[place(part)] ?? '';
      return isEmpty(cell) ? undefined : cell.trim();
    };
    const refuse = (part: Part, refusal: Refusal, value = ''): undefined => {
      problem ??= refusal.inColumn(table.header[place(part)] ?? part, value);
      return undefined;
    };
    const read = <T>(part: Part, parse: CellParser<T> | undefined): T | undefined => {
      const cell = text(part);
      if (cell === undefined || parse === undefined) return undefined;
      const value = parse(cell);
      return value instanceof Refusal ? refuse(part, value, cell) : value;
    };
    const needed = <T>(part: Part, value: T | undefined, what: string): T | undefined => (value === undefined ? refuse(part, new Refusal(`${what} is empty`, 'Fill it in, or export the column.')) : value);

    const [id, customer, email, amount] = [text('id'), text('customer'), text('email'), read('amount', money)];
    if (amount === undefined && text('amount') === undefined && id !== undefined) return { skipped: 'no fixed price' };
    const startsAt = needed('startsAt', read('startsAt', moment.get('startsAt')), 'the start of the subscription');
    const times = read('intervalCount', count);
    const interval = needed('interval', read('interval', (cell) => readInterval(cell, times)), 'the interval of the subscription');
    needed('id', id, 'the id of the subscription');
    const [trialEndsAt, changedAt, endedAt, periodStartsAt] = (['trialEndsAt', 'changedAt', 'endsAt', 'periodStartsAt'] as const).map((part) => read(part, moment.get(part)));
    const quantity = read('quantity', count) ?? 1;
    const coupon = coupons.get(fold(text('coupon') ?? ''));
    const percentOff = read('percentOff', (cell) => percent(cell.replace('%', '').trim())) ?? coupon?.percentOff ?? '0';
    const amountOff = read('amountOff', off) ?? coupon?.amountOff ?? '0';
    const currency = read('currency', currencyCode) ?? amount?.currency ?? fallback;
    if (currency === undefined) refuse('currency', new Refusal('the amount has no currency', 'Add a column with the currency, give the option currency, or set the workspace\'s currency.'));
    if (customer === undefined && email === undefined) refuse('customer', new Refusal('the row names no customer', 'Export the customer\'s id or e-mail address with it.'));
    if (amount?.amount.startsWith('-') === true) refuse('amount', new Refusal('the amount is negative', 'Correct the amount.'), amount.amount);
    if (problem !== undefined || startsAt === undefined || interval === undefined || amount === undefined || currency === undefined) return { problem: problem ?? { reason: 'the row can\'t be read', remedy: 'Export it again.' } };
    const endsAt = endOf({ status: fold(text('status') ?? '').replaceAll(' ', '_'), startsAt, endsAt: endedAt, trialEndsAt, periodStartsAt });
    if (endsAt instanceof Refusal) return { problem: endsAt.inColumn(table.header[place('status')] ?? 'status', text('status') ?? '') };
    const [company, companyId] = [text('company'), text('companyId')];
    return {
      facts: [{
        kind: 'subscription', key: id, product: text('plan'), ...pricePerInterval({ unit: amount.amount, quantity, percentOff, amountOff, interval }), currency, startsAt, endsAt, trialEndsAt, changedAt,
        who: {
          email, ids: customer === undefined ? undefined : [`${namespace}:customer:${customer}`],
          account: company === undefined && companyId === undefined ? undefined : { name: company, ids: companyId === undefined ? undefined : [`crm:company:${companyId}`] },
        },
      }],
    };
  };
}

/** @throws AppError ambiguous_dates, mixed_dates, ambiguous_numbers, invalid_input */
export async function readSubscriptions(table: Table, rules: SubscriptionRules, context: ReadContext): Promise<ReadResult> {
  const read = await compileRow(table, rules, context);
  return {
    header: table.header,
    rows: (async function* () {
      for await (const batch of table.rows()) {
        yield batch.map(({ line, cells, problem, skipped }): RowResult => {
          if (problem !== undefined) return { line, cells, problem };
          return skipped === undefined ? { line, cells, ...read(cells) } : { line, cells, skipped };
        });
      }
    })(),
  };
}
