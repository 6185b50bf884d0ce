// Ids derived from rows: the same row is the same fact, whatever surrounds it; two equal rows are two.
import { describe, expect, test } from 'vitest';
import type { FactDraft } from '../facts/drafts.js';
import { EventIds } from './event-ids.js';
import { Ordinals } from './ordinals.js';
import { RowHash } from './row-hash.js';

const touch: FactDraft = { kind: 'touch', at: '2026-03-01', who: {}, origin: {}, touch: 'page_view' };
const series = (key?: string): FactDraft => ({ kind: 'series', day: '2026-03-01', series: 'x', value: 1, ...(key !== undefined && { key }) });
const idsOf = (header: readonly string[], ...rows: readonly (readonly string[])[]): string[] => {
  const ids = new EventIds('csv', header);
  return rows.map((cells) => ids.of(cells, [touch])[0] ?? '');
};

describe('the id of a fact', () => {
  test('is the source\'s key within connector and kind', () => {
    expect(new EventIds('zoho', ['a']).of(['x'], [series('7')])).toEqual(['zoho:series:7']);
  });

  test('is the same in another order of columns and with empty columns more', () => {
    const [first] = idsOf(['day', 'amount'], ['2026-03-01', '10']);
    expect(first).toMatch(/^csv:touch:~[0-9a-f]{32}$/);
    expect(idsOf(['amount', 'note', 'day'], ['10', '', '2026-03-01'])).toEqual([first]);
    expect(idsOf(['refused_line', 'refused_because', 'day', 'amount'], ['3', 'no', '2026-03-01', '10'])).toEqual([first]);
  });

  test('differs when a value stands in another column or is cut elsewhere', () => {
    const ids = [...idsOf(['a', 'b'], ['x', 'y'], ['y', 'x'], ['xy', ''], ['', 'xy'], ['x', 'y ']), ...idsOf(['a', 'c'], ['x', 'y'])];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('counts identical rows of the file', () => {
    const ids = idsOf(['a'], ['x'], ['x'], ['y'], ['x']);
    expect(ids[1]).toBe(`${ids[0] ?? ''}#1`);
    expect(ids[3]).toBe(`${ids[0] ?? ''}#2`);
    expect(ids[2]).not.toContain('#');
  });

  test('tells facts of a row apart by kind and place', () => {
    const ids = new EventIds('csv', ['a']).of(['x'], [touch, series(), series()]);
    expect(ids.map((id) => id.replace(/~[0-9a-f]{32}/, '~'))).toEqual(['csv:touch:~', 'csv:series:~', 'csv:series:~.1']);
  });
});

describe('the hash of a row', () => {
  test('of two hundred thousand rows that differ in a digit has no two alike, in any half', () => {
    const hash = new RowHash();
    const [order, seeds] = [Int32Array.of(0, 1), Int32Array.of(1, 2)];
    const [firstHalves, secondHalves] = [new Set<string>(), new Set<string>()];
    for (let n = 0; n < 200_000; n += 1) {
      hash.take([`visitor${String(n)}`, 'https://www.example.com/'], order, seeds);
      firstHalves.add(hash.hex.slice(0, 16));
      secondHalves.add(hash.hex.slice(16));
    }
    expect([firstHalves.size, secondHalves.size]).toEqual([200_000, 200_000]);
  });

  test('is the same on every machine and in every version', () => {
    const hash = new RowHash();
    hash.take(['Jan Novák', '', '10,50 Kč'], Int32Array.of(2, 0, 1), Int32Array.of(11, 22, 33));
    expect(hash.hex).toBe('3d496e4b887ef93efec9a32a2f97662f');
  });
});

describe('ordinals', () => {
  test('count each hash like a map, through growth', () => {
    const [ordinals, map] = [new Ordinals(), new Map<string, number>()];
    for (let n = 0; n < 60_000; n += 1) {
      // One row in thirty is the same one, two thousand times.
      const row = n % 30 === 0 ? 0 : n % 20_011;
      const [high, low] = [Math.imul(row, 0x85ebca6b) >>> 0, Math.imul(row, 0x9e3779b1) >>> 0];
      const key = `${String(high)},${String(low)}`;
      const before = map.get(key) ?? 0;
      map.set(key, before + 1);
      if (ordinals.next(high, low) !== before) throw new Error(`counted wrong at ${String(n)}`);
    }
    expect(map.size).toBeGreaterThan(10_000);
  });
});
