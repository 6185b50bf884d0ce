// What leaves a table is what was seen, and nothing a spreadsheet would run.
import { expect, it } from 'vitest';
import { plainColumn, plainNumber, toCsv, toTsv } from './table-text.js';

it('writes CSV that any reader takes', () => {
  expect(toCsv([['Channel', 'Cost'], ['Paid, "brand"', '1,204.50'], ['two\nlines', '−3.1']])).toBe('Channel,Cost\r\n"Paid, ""brand""","1,204.50"\r\n"two\nlines",−3.1\r\n');
});

it('disarms cells that a spreadsheet would run, and leaves numbers as they are', () => {
  expect(toCsv([['=HYPERLINK("x")', '-12.5', '+8', '@cmd']])).toBe('"\'=HYPERLINK(""x"")",-12.5,+8,\'@cmd\r\n');
});

it('keeps a cell in its cell when pasted', () => {
  expect(toTsv([['a\tb', 'c\nd']])).toBe('a b\tc d');
});

it('writes numbers plainly, with every digit, and nothing as nothing', () => {
  expect(['1234567.80', 1234.5, 0, -0.25, 1e-7, 12 / 7, null, undefined].map(plainNumber)).toEqual(['1234567.80', '1234.5', '0', '-0.25', '0.0000001', '1.7142857142857142', '', '']);
});

it('names the currency of money and leaves rates fractions', () => {
  const [value, share] = [plainColumn<string>('Value', { unit: 'money', currency: 'EUR' }, (r) => r), plainColumn<string>('Share', { unit: 'rate', currency: 'EUR' }, Number)];
  expect([value.header, value.of('9.90'), share.header, share.of('0.125')]).toEqual(['Value (EUR)', '9.90', 'Share', '0.125']);
});
