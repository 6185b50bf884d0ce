import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { MONTHS } from './month-names.js';
import { currencyCode, moneyParser } from './parse-money.js';
import { dateEvidence, dayParser, momentParser } from './parse-moment.js';
import { countParser, decimalParser, measureParser, numberEvidence, type DecimalSign } from './parse-number.js';
import { isEmpty, Refusal } from './refusal.js';

const value = (result: unknown): unknown => (result instanceof Refusal ? `refused: ${result.reason}` : result);
const NBSP = '\u00a0';
const NARROW = '\u202f';

describe('numbers', () => {
  test.each<[string, DecimalSign, string]>([
    ['1,234.56', '.', '1234.56'],
    ['1.234,56', ',', '1234.56'],
    [`1${NBSP}234,56`, ',', '1234.56'],
    [`1${NARROW}234${NARROW}567,5`, ',', '1234567.5'],
    ["1'234.56", '.', '1234.56'],
    ['1’234.56', '.', '1234.56'],
    ['12,34,567.00', '.', '1234567.00'],
    ['(123.45)', '.', '-123.45'],
    ['123.45-', '.', '-123.45'],
    ['\u2212123.45', '.', '-123.45'],
    ['+5', '.', '5'],
    ['.5', '.', '0.5'],
    ['007', '.', '7'],
    ['1.234', ',', '1234'],
    ['1.234', '.', '1.234'],
    ['1.5E+06', '.', '1500000'],
    ['0.1234567891', '.', '0.12345679'],
    ['123456789012345678', '.', '123456789012345678'],
  ])('%s with decimal sign %s is %s', (text, sign, expected) => {
    expect(value(decimalParser(sign)(text))).toBe(expected);
  });

  test.each<[string, DecimalSign]>([['12,34', '.'], ['1.2.3', '.'], ['1,2345', '.'], ['abc', '.'], ['--5', '.'], ['1 2', '.'], ['1234567890123456789', '.'], ['NaN', '.'], ['1;2', ','], ["'12", '.']])('%s with decimal sign %s is refused', (text, sign) => {
    expect(decimalParser(sign)(text)).toBeInstanceOf(Refusal);
  });

  test('tell their decimal sign only where it is clear', () => {
    expect(['1,234.5', '1.234,5', '1.5', '1,50', '1.234.567', '0.123', '1234.567', '1.234', '1,234', '1234', 'abc', '1 234.567', '1,5 Mio. €'].map(numberEvidence)).toEqual([
      '.', ',', '.', ',', ',', '.', '.', 'either', 'either', 'none', 'none', '.', ',',
    ]);
  });

  test('without a decision read the clear ones and refuse the others', () => {
    const parse = decimalParser(undefined);
    expect(['1,234.5', '1.234,5', '12.5', '1234'].map((t) => value(parse(t)))).toEqual(['1234.5', '1234.5', '12.5', '1234']);
    expect(value(parse('1.234'))).toMatch(/whole number or as a fraction/);
  });

  test('of any size survive printing in any locale without a bit lost', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(99), fc.constantFrom(['.', ','], [',', '.'], [',', ' '], [',', NBSP], [',', NARROW], ['.', "'"], ['.', '']), (whole, cents, [sign = '.', group = ',']) => {
        const digits = String(whole < 0n ? -whole : whole).replace(/\B(?=(\d{3})+$)/g, group);
        const minus = whole < 0n ? '-' : '';
        const fraction = String(cents).padStart(2, '0');
        expect(decimalParser(sign === '.' ? '.' : ',')(`${minus}${digits}${sign}${fraction}`)).toBe(`${whole}.${fraction}`);
      }),
    );
  });

  test('of counts are whole and not negative, with either sign between thousands', () => {
    const parse = countParser(undefined);
    expect(['1,234', '1.234', '12', '12.00', `1${NARROW}234`].map((t) => value(parse(t)))).toEqual([1234, 1234, 12, 12, 1234]);
    expect(['-3', '1.5', 'x'].map((t) => value(parse(t)))).toEqual(['refused: "-3" is negative, where a count is expected', 'refused: "1.5" is no whole number', 'refused: "x" is no number']);
  });

  test('of measures take percentages as shares', () => {
    expect([measureParser('.')('77.77%'), measureParser(',')('12,5 %'), measureParser('.')('3')]).toEqual([0.7777, 0.125, 3]);
  });
});

describe('money', () => {
  test.each<[string, DecimalSign, string, string | undefined]>([
    ['$1,117.10K', '.', '1117100', 'USD'],
    ['$22,700.00', '.', '22700.00', 'USD'],
    ['€1.234,56', ',', '1234.56', 'EUR'],
    [`1${NARROW}234,50${NBSP}€`, ',', '1234.50', 'EUR'],
    ['1 234,50 Kč', ',', '1234.50', 'CZK'],
    ['12,50 zł', ',', '12.50', 'PLN'],
    ["CHF 1'234.56", '.', '1234.56', 'CHF'],
    ['EUR 12', '.', '12', 'EUR'],
    ['12 usd', '.', '12', 'USD'],
    ['($5.00)', '.', '-5.00', 'USD'],
    ['-$5.00', '.', '-5.00', 'USD'],
    ['$-5.00', '.', '-5.00', 'USD'],
    ['R$ 1.234,00', ',', '1234.00', 'BRL'],
    ['US$ 12', '.', '12', 'USD'],
    ['£3', '.', '3', 'GBP'],
    ['1,5 Mio. €', ',', '1500000', 'EUR'],
    ['2.5M', '.', '2500000', undefined],
    ['12', '.', '12', undefined],
  ])('%s with decimal sign %s is %s %s', (text, sign, amount, currency) => {
    expect(value(moneyParser(sign, undefined)(text))).toEqual({ amount, currency });
  });

  test('takes a shared sign for the currency that is expected', () => {
    expect(moneyParser('.', 'CAD')('$12')).toEqual({ amount: '12', currency: 'CAD' });
    expect(moneyParser('.', 'EUR')('$12')).toEqual({ amount: '12', currency: 'USD' });
    expect(moneyParser('.', 'SEK')('12 kr')).toEqual({ amount: '12', currency: 'SEK' });
    expect(value(moneyParser('.', undefined)('12 kr'))).toBe('refused: "kr" stands for several currencies (DKK, ISK, NOK, SEK)');
  });

  test('in an unknown currency is refused with the nearest code', () => {
    expect(currencyCode('EURO')).toMatchObject({ reason: '"EURO" is no ISO 4217 currency code', remedy: expect.stringContaining('EUR') });
    expect(moneyParser('.', undefined)('12 USX')).toMatchObject({ remedy: expect.stringContaining('Did you mean US') });
    expect([currencyCode('eur'), currencyCode('€')]).toEqual(['EUR', 'EUR']);
  });

  test.each(['twelve', '€12 USD', '12 %', '$', '1.2.3 €'])('%s is no amount', (text) => {
    expect(moneyParser('.', undefined)(text)).toBeInstanceOf(Refusal);
  });
});

describe('empty cells', () => {
  test('are blanks, dashes, n/a, NULL and \\N, but no names', () => {
    expect(['', '  ', '-', '--', '–', 'n/a', 'N/A', 'NULL', 'null', '\\N', ' -- ', '               '].every(isEmpty)).toBe(true);
    expect(['0', 'Null', 'None', 'no', '.', 'N'].some(isEmpty)).toBe(false);
  });
});

describe('dates and times', () => {
  const utc = momentParser('UTC', undefined);
  test.each([
    ['2026-03-31', '2026-03-31'],
    ['20260701', '2026-07-01'],
    ['2026/3/31', '2026-03-31'],
    ['15.04.2021', '2021-04-15'],
    ['3. 4. 2021', '2021-04-03'],
    ['1. September 2026', '2026-09-01'],
    ['1 sept. 2026', '2026-09-01'],
    ['1er septembre 2026', '2026-09-01'],
    ['1 de septiembre de 2026', '2026-09-01'],
    ['3 de março de 2026', '2026-03-03'],
    ['3 agosto 2026', '2026-08-03'],
    ['1. září 2026', '2026-09-01'],
    ['5 października 2026', '2026-10-05'],
    ['1 mei 2026', '2026-05-01'],
    ['September 1, 2026', '2026-09-01'],
    ['Sep 1, 2026', '2026-09-01'],
    ['Tuesday, March 5, 2024', '2024-03-05'],
    ['15-Apr-24', '2024-04-15'],
    ['3/3/2024', '2024-03-03'],
    ['2026-03-31 14:30', '2026-03-31T14:30:00.000Z'],
    ['2026-03-31 14:30:05', '2026-03-31T14:30:05.000Z'],
    ['2026-03-31T14:30:05.123Z', '2026-03-31T14:30:05.123Z'],
    ['2026-03-31T14:30:05.123456+02:00', '2026-03-31T12:30:05.123Z'],
    ['2024-05-02T14:43:32.000+0000', '2024-05-02T14:43:32.000Z'],
    ['2024-03-12 09:14:33 -0500', '2024-03-12T14:14:33.000Z'],
    ['2021-04-15 00:00:00 UTC', '2021-04-15T00:00:00.000Z'],
    ['15 Apr, 2021 00:02:00', '2021-04-15T00:02:00.000Z'],
    ['3/15/2024 2:30 PM', '2024-03-15T14:30:00.000Z'],
    ['3/15/2024 12:05 AM', '2024-03-15T00:05:00.000Z'],
    ['15.04.2021 14:30 Uhr', '2021-04-15T14:30:00.000Z'],
    ['September 1, 2026 at 2:30 pm', '2026-09-01T14:30:00.000Z'],
    ['Mon, 15 Apr 2024 10:00:00 GMT', '2024-04-15T10:00:00.000Z'],
    ['1711111111', '2024-03-22T12:38:31.000Z'],
    ['1711111111123', '2024-03-22T12:38:31.123Z'],
  ])('%s is %s', (text, expected) => {
    expect(value(utc(text))).toBe(expected);
    expect(value(utc(text))).toBe(expected);
  });

  test.each([
    ['3/4/2024', 'can be read day first or month first'],
    ['2021-02-29', 'names a day that does not exist'],
    ['31.04.2021', 'names a day that does not exist'],
    ['1989-12-31', 'lies outside'],
    ['2100-01-01', 'lies outside'],
    ['9999-12-31 00:00:00', 'lies outside'],
    ['2026-03-31 25:00', 'is no date that can be read'],
    ['3/15/2024 13:30 PM', 'is no date that can be read'],
    ['soon', 'is no date that can be read'],
    ['12:30', 'is no date that can be read'],
    [`2026-03-31${' '.repeat(100)}12:00`, 'is no date that can be read'],
  ])('%s is refused', (text, reason) => {
    expect(value(utc(text))).toContain(reason);
  });

  test('with slashes follow the order of their column', () => {
    expect(momentParser('UTC', 'dmy')('3/4/2024')).toBe('2024-04-03');
    expect(momentParser('UTC', 'mdy')('3/4/2024')).toBe('2024-03-04');
    expect(momentParser('UTC', 'ymd')('24/3/4')).toBeInstanceOf(Refusal);
    expect(momentParser('UTC', 'mdy')('15/4/2024')).toBeInstanceOf(Refusal);
  });

  test('tell their order only where it is clear', () => {
    expect(['3/4/2024', '13/4/2024', '4/13/2024', '3/3/2024', '3.4.2024', '2024-03-04', '3/15/2024 2:30 PM', 'x'].map(dateEvidence)).toEqual(['either', 'dmy', 'mdy', 'none', 'none', 'none', 'mdy', 'none']);
  });

  test('without a zone are read in the zone given, also when the clock changes', () => {
    const prague = momentParser('Europe/Prague', undefined);
    expect(prague('2026-03-29 01:59:00')).toBe('2026-03-29T00:59:00.000Z');
    expect(prague('2026-03-29 02:30:00')).toBe('2026-03-29T01:30:00.000Z');
    expect(prague('2026-10-25 02:30:00')).toBe('2026-10-25T00:30:00.000Z');
    expect(prague('2026-10-25 23:30:00')).toBe('2026-10-25T22:30:00.000Z');
    expect(prague('2026-01-01 00:30:00')).toBe('2025-12-31T23:30:00.000Z');
    expect(momentParser('America/New_York', undefined)('2025-12-31 23:30:00')).toBe('2026-01-01T04:30:00.000Z');
  });

  test.each(['Europe/Prague', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC', 'Africa/Casablanca'])('agree with Temporal in %s at every half hour of random days', (zone) => {
    const parse = momentParser(zone, undefined);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 365 }), fc.nat(47), (days, half) => {
        const local = Temporal.PlainDateTime.from('1995-01-01T00:00').add({ days, minutes: half * 30 });
        const text = local.toString({ smallestUnit: 'second' }).replace('T', ' ');
        expect(parse(text)).toBe(new Date(local.toZonedDateTime(zone).epochMilliseconds).toISOString());
      }),
      { numRuns: 150 },
    );
  });

  test('as days keep the day as written', () => {
    expect(['2026-03-31 23:59', '2026-03-31T23:59:00Z', '1 sept. 2026'].map((t) => value(dayParser(undefined)(t)))).toEqual(['2026-03-31', '2026-03-31', '2026-09-01']);
  });

  test('know the months of nine languages', () => {
    expect(['januar', 'janvier', 'enero', 'gennaio', 'janeiro', 'ledna', 'stycznia', 'januari', 'january'].map((m) => MONTHS.get(m))).toEqual(Array(9).fill(1));
    expect(['mrz', 'mrt', 'bre', 'juil', 'ott', 'out', 'lis', 'srpna', 'dic'].map((m) => MONTHS.get(m))).toEqual([3, 3, 3, 7, 10, 10, 11, 8, 12]);
  });
});
