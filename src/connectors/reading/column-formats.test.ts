import { describe, expect, test } from 'vitest';
import { decideFormats, type ColumnUse, type GivenFormat } from './column-formats.js';
import { fileInMemory } from './source-file.js';
import { openTable } from './table.js';

async function decide(text: string, uses: Record<number, ColumnUse>, given: GivenFormat = {}) {
  const table = await openTable(fileInMemory('f.csv', text), { connector: 'csv', expected: 'a table' });
  const formats = await decideFormats(table, new Map(Object.entries(uses).map(([k, v]) => [Number(k), v])), given);
  return Object.keys(uses).map((k) => formats(Number(k)));
}
const column = (...cells: string[]): string => `a;b\n${cells.map((c) => `${c};x`).join('\n')}\n`;

describe('order of days and months', () => {
  test('follows the cells that leave no doubt', async () => {
    expect((await decide(column('3/4/2024', '15/4/2024'), { 0: 'date' }))[0]?.dateOrder).toBe('dmy');
    expect((await decide(column('3/4/2024', '4/15/2024'), { 0: 'date' }))[0]?.dateOrder).toBe('mdy');
  });

  test('is looked for in the whole file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${(i % 12) + 1}/${(i % 11) + 1}/2024`);
    expect((await decide(column(...rows, '3/31/2024'), { 0: 'date' }))[0]?.dateOrder).toBe('mdy');
  });

  test('is asked for when the whole file can be read both ways', async () => {
    await expect(decide(column('3/4/2024', '5/6/2024'), { 0: 'date' })).rejects.toMatchObject({ code: 'ambiguous_dates', message: expect.stringContaining('"a"'), hint: expect.stringContaining('dateOrder: dmy') });
    expect((await decide(column('3/4/2024'), { 0: 'date' }, { dateOrder: 'dmy' }))[0]?.dateOrder).toBe('dmy');
  });

  test('comes from another column of the file where one is clear', async () => {
    const [first, second] = await decide('a;b\n3/4/2024;3/31/2024\n5/6/2024;\n', { 0: 'date', 1: 'date' });
    expect([first?.dateOrder, second?.dateOrder]).toEqual(['mdy', 'mdy']);
  });

  test('mixed in one column is refused with both examples', async () => {
    await expect(decide(column('13/4/2024', '4/14/2024'), { 0: 'date' })).rejects.toMatchObject({ code: 'mixed_dates', message: 'Column "a" mixes dates with the day first (13/4/2024) and with the month first (4/14/2024).' });
  });

  test('is not asked for where every reading is the same', async () => {
    expect(await decide(column('3/3/2024', '2024-05-06', '7.8.2024'), { 0: 'date' })).toMatchObject([{ dateOrder: undefined }]);
  });
});

describe('the decimal sign', () => {
  test('follows the cells that leave no doubt', async () => {
    expect((await decide(column('1.234', '12,50'), { 0: 'amount' }))[0]?.decimal).toBe(',');
    expect((await decide(column('1,234', '12.50'), { 0: 'amount' }))[0]?.decimal).toBe('.');
  });

  test('comes from another column of the file where one is clear', async () => {
    expect((await decide('a;b\n1.234;0,5\n', { 0: 'amount', 1: 'amount' }))[0]?.decimal).toBe(',');
  });

  test('is between thousands where smaller numbers stand bare and larger never do', async () => {
    expect((await decide(column('1,200', '800', '2,000'), { 0: 'amount' }))[0]?.decimal).toBe('.');
    expect((await decide(column('$1.200', '$800', '$2.000'), { 0: 'amount' }))[0]?.decimal).toBe(',');
  });

  test('is asked for when the whole file can be read both ways', async () => {
    await expect(decide(column('1.234', '2.500'), { 0: 'amount' })).rejects.toMatchObject({ code: 'ambiguous_numbers', hint: expect.stringContaining('decimal: "."') });
    await expect(decide(column('1.234', '2500', '3.000', '7'), { 0: 'amount' })).rejects.toMatchObject({ code: 'ambiguous_numbers' });
  });

  test('is no question for counts', async () => {
    expect((await decide(column('1.234', '2.500'), { 0: 'count' }))[0]?.decimal).toBeUndefined();
  });
});
