// A tree keeps parts under their parent in any order, and says how many it does not show.
import { expect, it } from 'vitest';
import { treeRows } from './tree-rows.js';

interface Row { readonly name: string; readonly value: number }
const row = (name: string, value: number): Row => ({ name, value });
const tree = (order: (rows: readonly Row[]) => Row[], left: readonly (readonly [string, number])[] = []): string[] => treeRows({
  parents: [row('Email', 1), row('Search', 5), row('Events', 3)],
  keyOf: (r) => r.name,
  parts: new Map([['Search', [row('brand', 2), row('generic', 3), row('rest', 0)]], ['Gone', [row('old', 9)]]]),
  order, left: new Map(left), further: (parent, count) => row(`${String(count)} further of ${parent.name}`, 0),
}).map((r) => r.name);
const by = (sign: number) => (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => sign * (a.value - b.value));

it('orders both levels alike and leaves out parts without a parent', () => {
  expect(tree(by(-1))).toEqual(['Search', 'generic', 'brand', 'rest', 'Events', 'Email']);
  expect(tree(by(1))).toEqual(['Email', 'Events', 'Search', 'rest', 'brand', 'generic']);
});

it('counts what it does not show', () => {
  expect(tree(by(-1), [['Search', 2], ['Email', 7]])).toEqual(['Search', 'generic', 'brand', 'rest', '2 further of Search', 'Events', 'Email']);
});
