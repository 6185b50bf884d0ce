// Sorting keeps what has no value, and what has no name, at the end.
import { expect, it } from 'vitest';
import { parseSort, printSort, sortRows, tableFile, tableText, type Column } from './DataTable.js';

interface Row { name: string; cost: number | null }
const columns: Column<Row>[] = [
  { id: 'name', header: 'Channel', cell: (r) => r.name, text: (r) => r.name, sortBy: (r) => r.name },
  { id: 'cost', header: 'Cost', unit: '€', cell: (r) => r.cost, text: (r) => String(r.cost ?? ''), sortBy: (r) => r.cost },
];
const rows: Row[] = [{ name: '(unmatched)', cost: 900 }, { name: 'b', cost: 10 }, { name: 'a', cost: null }, { name: 'c', cost: 9 }];
const rank = (r: Row): number => (r.name === '(unmatched)' ? 1 : 0);
const order = (sort: string): string => sortRows(rows, columns, parseSort(sort), rank).map((r) => r.name).join(' ');

it('sorts by number or name and leaves missing values and the unmatched at the end', () => {
  expect(order('cost')).toBe('c b a (unmatched)');
  expect(order('-cost')).toBe('b c a (unmatched)');
  expect(order('name')).toBe('a b c (unmatched)');
});

it('keeps the given order for a column it does not know', () => {
  expect(order('-nothing')).toBe('b a c (unmatched)');
});

it('reads and prints the order', () => {
  expect(printSort({ column: 'cost', descending: true })).toBe('-cost');
  expect(parseSort(undefined)).toBeUndefined();
});

it('gives the table as text with its unit and total', () => {
  expect(tableText(columns, rows.slice(1, 2), { name: 'Total', cost: 10 })).toEqual([['Channel', 'Cost (€)'], ['b', '10'], ['Total', '10']]);
});

it('gives a file its own columns where a column has them, and leaves out what is only drawn', () => {
  const drawn: Column<Row> = { id: 'bar', header: 'Cost drawn', hiddenHeader: true, cell: () => null, text: () => '' };
  const plain: Column<Row> = { id: 'range', header: 'Range', cell: () => null, text: () => '1 – 2', file: [{ header: 'Low (EUR)', of: (r) => String(r.cost ?? '') }, { header: 'High (EUR)', of: () => '' }] };
  expect(tableFile([...columns.slice(0, 1), drawn, plain], rows.slice(1, 3), { name: 'Total', cost: 10.5 }, { count: 1200 })).toEqual([
    ['Channel', 'Low (EUR)', 'High (EUR)'], ['b', '10', ''], ['a', '', ''], ['1200 further', '', ''], ['Total', '10.5', ''],
  ]);
});
