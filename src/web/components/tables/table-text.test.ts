// What leaves a table is what was seen, and nothing a spreadsheet would run.
import { expect, it } from 'vitest';
import { toCsv, toTsv } from './table-text.js';

it('writes CSV that any reader takes', () => {
  expect(toCsv([['Channel', 'Cost'], ['Paid, "brand"', '1,204.50'], ['two\nlines', '−3.1']])).toBe('Channel,Cost\r\n"Paid, ""brand""","1,204.50"\r\n"two\nlines",−3.1\r\n');
});

it('disarms cells that a spreadsheet would run, and leaves numbers as they are', () => {
  expect(toCsv([['=HYPERLINK("x")', '-12.5', '+8', '@cmd']])).toBe('"\'=HYPERLINK(""x"")",-12.5,+8,\'@cmd\r\n');
});

it('keeps a cell in its cell when pasted', () => {
  expect(toTsv([['a\tb', 'c\nd']])).toBe('a b\tc d');
});
