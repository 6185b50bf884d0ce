// Figures beside those of the compared range: which row stands beside which, and what is said of the change.
import { describe, expect, test } from 'vitest';
import type { FigureRow } from '../shared/api/figures.js';
import { beside } from './beside.js';
import { amount, defineKpi, ratio, type Kpi } from './kpi.js';

const about = { label: 'A KPI', description: 'For tests.', better: 'higher', group: 'leads' } as const;
const KPIS: ReadonlyMap<string, Kpi> = new Map([
  defineKpi(amount({ ...about, id: 'count', unit: 'count', interval: 'none' }, 'leads')),
  defineKpi(amount({ ...about, id: 'spent', unit: 'money', interval: 'none' }, 'cost')),
  defineKpi(ratio({ ...about, id: 'share', unit: 'rate', interval: 'wilson' }, ['mqls'], ['leads'])),
].map((kpi) => [kpi.id, kpi]));

const row = (kpi: string, value: FigureRow['value'], more: Partial<FigureRow> = {}): FigureRow => ({ kpi, value, numerator: value, denominator: null, sample: 1, status: 'ok', ...more });
const set = (now: readonly FigureRow[], then: readonly FigureRow[]) => beside(now, then, KPIS, 'activity');

describe('the change', () => {
  test.each([
    ['a rise', 30, 20, 10, 0.5], ['a fall', 20, 25, -5, -0.2], ['from nothing', 3, 0, 3, null], ['to nothing', 0, 4, -4, -1],
    ['without a value now', null, 4, null, null], ['without a value before', 4, null, null, null],
  ])('%s', (_, now, before, change, changeRate) => {
    expect(set([row('count', now)], [row('count', before)])).toMatchObject([{ value: now, before: { value: before }, change, changeRate }]);
  });

  test('has no rate over what was below zero: a rise would read as a fall', () => {
    expect(set([row('spent', '-50.00')], [row('spent', '-100.00')])).toMatchObject([{ change: '50', changeRate: null }]);
    expect(set([row('spent', '100.00')], [row('spent', '-100.00')])).toMatchObject([{ change: '200', changeRate: null }]);
    expect(set([row('spent', '-50.00')], [row('spent', '100.00')])).toMatchObject([{ change: '-150', changeRate: -1.5 }]);
  });

  test('of money is exact', () => {
    expect(set([row('spent', '100000000000000.30')], [row('spent', '0.10')])).toMatchObject([{ change: '100000000000000.2' }]);
  });

  test('of two proportions has an interval, of other figures none', () => {
    // Newcombe (1998): 56 of 70 against 48 of 80 differ by 0.2, from 0.0524 to 0.3339.
    const [rate] = set([row('share', 0.8, { numerator: 56, denominator: 70 })], [row('share', 0.6, { numerator: 48, denominator: 80 })]);
    expect(rate?.changeLow).toBeCloseTo(0.0524, 4);
    expect(rate?.changeHigh).toBeCloseTo(0.3339, 4);
    expect(set([row('count', 8)], [row('count', 6)])[0]).not.toHaveProperty('changeLow');
  });
});

test('puts a row beside that of its own KPI, value and step', () => {
  const of = (from: string) => ({ period: { from, to: `${from.slice(0, 8)}28` } });
  const now = [row('count', 11, { dims: { channel: 'A' }, ...of('2026-03-01') }), row('count', 12, { dims: { channel: 'A' }, ...of('2026-04-01') }), row('count', 13, { dims: { channel: 'B' }, ...of('2026-03-01') })];
  const then = [row('count', 1, { dims: { channel: 'A' }, ...of('2026-01-01') }), row('spent', '7', { dims: { channel: 'B' }, ...of('2026-01-01') }), row('count', 2, { dims: { channel: 'A' }, ...of('2026-02-01') })];
  const [first, second, third] = set(now, then);
  expect([first?.before?.value, second?.before?.value]).toEqual([1, 2]);
  expect(third).not.toHaveProperty('before');
});
