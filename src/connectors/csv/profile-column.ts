// Looks at the cells of one column and says what they are: addresses, dates, amounts, ids, a handful of
// words. Half of what a mapping is guessed from; the other half are the names (column-roles.ts).
import { currencyCode, moneyParser } from '../reading/parse-money.js';
import { momentParser } from '../reading/parse-moment.js';
import { periodParser } from '../reading/parse-period.js';
import { numberEvidence } from '../reading/parse-number.js';
import { isEmpty, Refusal } from '../reading/refusal.js';

export type ContentKind = 'empty' | 'email' | 'url' | 'moment' | 'day' | 'period' | 'number' | 'money' | 'currency' | 'id' | 'phone' | 'flag' | 'words' | 'text';

export interface ColumnProfile {
  readonly name: string;
  readonly index: number;
  readonly content: ContentKind;
  /** Share of cells that hold anything. */
  readonly filled: number;
  /** Different values, at most DISTINCT of them, the most frequent first. */
  readonly values: readonly string[];
  /** Whether every filled cell differs from the others. */
  readonly unique: boolean;
  /** The currency its amounts name, where all name the same. */
  readonly currency: string | undefined;
}

const DISTINCT = 60;
const LOOKED_AT = 500;
const ENOUGH = 0.9;
/** In a file this short one stray cell weighs more than a tenth. */
const SHORT = { from: 3, to: 9 };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const FLAG = /^(yes|no|true|false|y|n|ja|nein|oui|non|ano|ne|tak|nie|si|sim|nao)$/i;
const URL = /^(https?:\/\/\S+|(?:[\w-]+\.)+[a-z]{2,}(\/\S*)?|\/\S*)$/i;
const PHONE = /^\+?[\d\s().\-/]{7,20}$/;
const HASH = /^(?=.*\d)(?:[0-9a-f]{16,64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Za-z0-9_-]{15,40})$/i;

const dmy = momentParser('UTC', 'dmy');
const mdy = momentParser('UTC', 'mdy');
const asPeriod = periodParser('dmy');
const asPoint = moneyParser('.', undefined);
const asComma = moneyParser(',', undefined);

/** The instant or day a cell may mean, whichever way its day and month stand. A bare number is no date here. */
function asDate(text: string): string | undefined {
  if (/^\d+$/.test(text) && text.length !== 8) return undefined;
  for (const parse of [dmy, mdy]) {
    const moment = parse(text);
    if (typeof moment === 'string') return moment;
  }
  return undefined;
}

function asMoney(text: string): { currency: string | undefined } | undefined {
  const money = numberEvidence(text) === ',' ? asComma(text) : asPoint(text);
  return money instanceof Refusal ? undefined : money;
}

export function profileColumn(name: string, index: number, rows: readonly (readonly string[])[]): ColumnProfile {
  const looked = rows.slice(0, LOOKED_AT);
  const cells = looked.map((r) => r[index] ?? '').filter((c) => !isEmpty(c)).map((c) => c.trim());
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = row[index] ?? '';
    if (!isEmpty(cell)) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  }
  const values = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  const share = (test: (text: string) => boolean): boolean => cells.length > 0 && cells.filter(test).length >= cells.length * ENOUGH;
  // What is hard to be by chance, an address or a date, may have one stray cell among a few.
  const nearlyAll = (fitting: number): boolean => fitting > 0 && fitting >= (cells.length >= SHORT.from && cells.length <= SHORT.to ? cells.length - 1 : cells.length * ENOUGH);
  const moneys = cells.map(asMoney);
  const currencies = new Set(moneys.map((m) => m?.currency).filter((c) => c !== undefined));
  const [currency] = currencies;

  const content = ((): ContentKind => {
    if (cells.length === 0) return 'empty';
    if (nearlyAll(cells.filter((c) => EMAIL.test(c)).length)) return 'email';
    if (share((c) => FLAG.test(c))) return 'flag';
    const dates = cells.map(asDate);
    if (nearlyAll(dates.filter((d) => d !== undefined).length)) return dates.some((d) => (d?.length ?? 0) > 10) ? 'moment' : 'day';
    if (share((c) => !/^\d+$/.test(c) && !(asPeriod(c) instanceof Refusal))) return 'period';
    if (share((c) => /^[A-Z]{3}$/.test(c) && typeof currencyCode(c) === 'string')) return 'currency';
    if (moneys.filter((m) => m !== undefined).length >= cells.length * ENOUGH) return currencies.size > 0 ? 'money' : 'number';
    if (share((c) => HASH.test(c)) && values.length > total / 4) return 'id';
    if (share((c) => PHONE.test(c))) return 'phone';
    if (share((c) => URL.test(c))) return 'url';
    return values.length <= DISTINCT && values.length < Math.max(3, total / 2) ? 'words' : 'text';
  })();
  return {
    name, index, content, filled: looked.length === 0 ? 0 : cells.length / looked.length, values: values.slice(0, DISTINCT),
    unique: total > 0 && values.length === total, currency: currencies.size === 1 ? currency : undefined,
  };
}
