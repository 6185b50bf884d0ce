// Reads amounts of money with whatever stands around the digits: `$1,117.10K`, `€1.234,56`, `(123.45)`,
// `1 234,50 Kč`, `EUR 12`. The currency is read from the sign or code where there is one.
import { didYouMean } from '../../shared/nearest.js';
import { cut, decimalParser, type DecimalSign } from './parse-number.js';
import { Refusal } from './refusal.js';
import { CURRENCIES } from '../../shared/currency.js';

export interface Money {
  /** Exact decimal, `-1234.5`. */
  readonly amount: string;
  /** ISO 4217, or undefined when the cell names none. */
  readonly currency: string | undefined;
}

/** ISO 4217 codes in use now or before, without those that stand for no money. */
const CODES = new Set(CURRENCIES.filter((c) => !['XXX', 'XTS'].includes(c)));
/** The one meant where a sign is shared and the file says no more. */
const MAIN = ['USD', 'EUR', 'GBP', 'JPY', 'PLN', 'CZK', 'HUF', 'BRL', 'INR', 'KRW', 'TRY', 'UAH', 'ILS', 'THB', 'VND', 'PHP', 'NGN', 'RUB', 'CHF', 'RON', 'BGN'];
/** The commonest first: of equally near codes the first is suggested. Lower case, as spelling is compared. */
const BY_USE = [...MAIN, ...[...CODES].filter((c) => !MAIN.includes(c))];
const SUFFIXES: Readonly<Record<string, number>> = { k: 3, tsd: 3, tis: 3, m: 6, mn: 6, mio: 6, mil: 6, b: 9, bn: 9, mrd: 9 };

/** Sign -> currencies written with it, as the languages' own conventions have them (CLDR, by Intl). */
const SIGNS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const signs = new Map<string, Set<string>>([['Fr.', new Set(['CHF'])], ['SFr.', new Set(['CHF'])], ['Kc', new Set(['CZK'])], ['kc', new Set(['CZK'])], ['zl', new Set(['PLN'])]]);
  for (const [locale, currencies] of [['en', [...CODES]], ['cs', ['CZK']], ['pl', ['PLN']], ['hu', ['HUF']], ['ro', ['RON']], ['bg', ['BGN']], ['pt-BR', ['BRL']], ['en-CA', [...CODES]], ['sv', ['SEK']], ['da', ['DKK']], ['nb', ['NOK']], ['is', ['ISK']], ['ru', ['RUB']], ['uk', ['UAH']], ['tr', ['TRY']], ['en-AU', ['AUD']], ['zh', ['CNY']], ['de-CH', ['CHF']]] as const) {
    for (const currency of currencies) {
      for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
        const sign = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(1).find((p) => p.type === 'currency')?.value;
        if (sign === undefined || /^[A-Z]{3}$/.test(sign)) continue;
        signs.set(sign, (signs.get(sign) ?? new Set()).add(currency));
      }
    }
  }
  return signs;
})();

/** The code in upper case when it is one of ISO 4217; else a refusal that names the nearest. */
export function currencyCode(text: string): string | Refusal {
  const code = text.trim().toUpperCase();
  if (CODES.has(code)) return code;
  const bySign = SIGNS.get(text.trim());
  if (bySign !== undefined) return resolveSign(text.trim(), bySign, undefined);
  return new Refusal(`"${cut(text)}" is no ISO 4217 currency code`, `Use three letters such as EUR. ${didYouMean(code, BY_USE)}`.trimEnd());
}

function resolveSign(sign: string, candidates: ReadonlySet<string>, expected: string | undefined): string | Refusal {
  if (expected !== undefined && candidates.has(expected)) return expected;
  const [only] = candidates;
  if (only !== undefined && candidates.size === 1) return only;
  const main = MAIN.find((c) => candidates.has(c));
  return main ?? new Refusal(`"${sign}" stands for several currencies (${[...candidates].sort().join(', ')})`, `Say which, for example currency: ${[...candidates].sort()[0] ?? 'EUR'}, or name a column that holds the code.`);
}

const PLAIN = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,8})?$/;
const AROUND = /^([(+\u2212-]?)\s*([^\d\s().,'+\u2212-][^\d().,'+\u2212-]*\.?)?\s*([(+\u2212-]?[\d][\d.,'’\s]*?[+\u2212-]?\)?)\s*([^\d\s().,'+\u2212-][^\d]*?)?([+\u2212)-]?)$/u;

/**
 * A parser of amounts.
 * @param decimal the column's decimal sign, see column-formats.ts
 * @param expected the currency a shared sign such as `$` or `kr` most likely means: the file's or the workspace's
 */
export function moneyParser(decimal: DecimalSign | undefined, expected: string | undefined): (text: string) => Money | Refusal {
  const parse = decimalParser(decimal);
  return (text) => {
    if (PLAIN.test(text) && (decimal === '.' || !text.includes('.'))) return { amount: text, currency: undefined };
    const tidy = text.replace(/[\s\u00a0\u2009\u202f\u2007]+/g, ' ').trim();
    const parts = AROUND.exec(tidy);
    if (parts === null) return asNumber(parse(tidy), undefined);
    const [, open = '', before = '', digits = '', behind = '', close = ''] = parts;
    const words = [before.trim(), ...splitSuffix(behind.trim())].filter((w) => w !== '');
    let shift = 0;
    let currency: string | undefined;
    for (const word of words) {
      const power = SUFFIXES[word.toLowerCase().replace(/\.$/, '')];
      if (power !== undefined && word !== before.trim()) {
        shift += power;
        continue;
      }
      const found = SIGNS.has(word) ? resolveSign(word, SIGNS.get(word) ?? new Set(), expected) : currencyCode(word);
      if (typeof found !== 'string') {
        return /^[A-Za-z]{3}$/.test(word) || SIGNS.has(word) ? found : new Refusal(`"${cut(text)}" is no amount of money`, 'Write digits with a currency code, such as 1234.56 EUR.');
      }
      if (currency !== undefined && currency !== found) return new Refusal(`"${cut(text)}" names two currencies`, 'Leave one.');
      currency = found;
    }
    return asNumber(parse(`${open}${digits}${close}`, shift), currency);
  };
}

const asNumber = (amount: string | Refusal, currency: string | undefined): Money | Refusal => (typeof amount === 'string' ? { amount, currency } : amount);

/** `K EUR` and `K€` are a magnitude and a currency. */
function splitSuffix(text: string): string[] {
  const [first = '', ...others] = text.split(' ');
  if (SIGNS.has(first)) return [first, ...others];
  const glued = /^(k|m|bn?|mio\.?|tsd\.?|mrd\.?)([^a-z.].*)$/i.exec(first);
  return glued?.[1] !== undefined && glued[2] !== undefined ? [glued[1], glued[2], ...others] : [first, ...others];
}
