// The parts of a change add up to the change, always.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedRow } from '../../shared/api/figures.js';
import { leading, ratioContributions, divideUp, sumContributions } from './contributions.js';

const cell = (numerator: number, denominator: number) => ({ value: denominator === 0 ? null : numerator / denominator, numerator, denominator, sample: denominator, status: 'ok' as const });
const row = (channel: string, now: [number, number], before: [number, number]): ComparedRow => ({ kpi: 'cost_per_lead', dims: { channel }, ...cell(...now), before: cell(...before) });

describe('contributions', () => {
  it('finds who made the change of a sum', () => {
    const rows: ComparedRow[] = [
      { kpi: 'leads', dims: { channel: 'Events' }, value: 232, numerator: 232, denominator: null, sample: 232, status: 'ok', before: { value: 322, numerator: 322, denominator: null, sample: 322, status: 'ok' } },
      { kpi: 'leads', dims: { channel: 'Paid search' }, value: 1402, numerator: 1402, denominator: null, sample: 1402, status: 'ok', before: { value: 1000, numerator: 1000, denominator: null, sample: 1000, status: 'ok' } },
      { kpi: 'leads', dims: { channel: 'Email' }, value: 7, numerator: 7, denominator: null, sample: 7, status: 'ok' },
    ];
    expect(sumContributions(rows, 'channel')).toEqual([{ label: 'Paid search', amount: 402 }, { label: 'Events', amount: -90 }, { label: 'Email', amount: 7 }]);
  });

  it('charges a channel only for what its new leads cost beyond the average', () => {
    const rows = [row('cheap', [200, 10], [100, 5]), row('dear', [100, 5], [100, 5])];
    const total = { ...row('', [300, 15], [200, 10]) };
    expect(ratioContributions(rows, total, 'channel')).toEqual([{ label: 'cheap', amount: 0 }, { label: 'dear', amount: 0 }]);
  });

  it('adds up to the change of a ratio, also with parts that have no leads or no cost', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const parts = fc.array(fc.tuple(amount, amount, amount, amount), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, (cells) => {
        const sum = (i: 0 | 1 | 2 | 3): number => cells.reduce((s, c) => s + c[i], 0);
        fc.pre(sum(1) > 0 && sum(3) > 0);
        const total = row('', [sum(0), sum(1)], [sum(2), sum(3)]);
        const found = ratioContributions(cells.map((c, i) => row(`c${i}`, [c[0], c[1]], [c[2], c[3]])), total, 'channel') ?? [];
        const change = sum(0) / sum(1) - sum(2) / sum(3);
        const all = found.reduce((s, p) => s + p.amount, 0);
        expect(Math.abs(all - change)).toBeLessThanOrEqual(1e-9 * Math.max(1, sum(0), sum(2)));
      }),
    );
  });

  it('adds up where every part has the same days below the line, and where the ratio is of a thousand', () => {
    // 42 in 21 business days, then 40 in 20: each channel divides by all of the days.
    const days = [row('a', [30, 20], [21, 21]), row('b', [10, 20], [21, 21])];
    expect(ratioContributions(days, row('', [40, 20], [42, 21]), 'channel')).toEqual([{ label: 'a', amount: 0.5 }, { label: 'b', amount: -0.5 }]);
    const thousand = (r: ComparedRow): ComparedRow => ({ ...r, value: 1000 * Number(r.value) });
    expect(ratioContributions([thousand(row('a', [30, 1000], [10, 1000])), thousand(row('b', [10, 1000], [10, 1000]))], thousand(row('', [40, 2000], [20, 2000])), 'channel')).toEqual([{ label: 'a', amount: 10 }, { label: 'b', amount: 0 }]);
  });

  it('knows sides that some are counted in several times', () => {
    // Of ten visitors two came by both channels.
    const [rows, total] = [[row('a', [1, 7], [1, 5]), row('b', [1, 5], [1, 5])], row('', [2, 10], [2, 10])];
    expect([divideUp(rows, total, 'denominator'), divideUp(rows, row('', [2, 12], [2, 10]), 'denominator')]).toEqual([false, true]);
    expect(divideUp([row('a', [1, 21], [1, 20]), row('b', [1, 21], [1, 20])], row('', [2, 21], [2, 20]), 'denominator')).toBe(true);
  });

  it('says nothing where a total has nothing below the line', () => {
    expect(ratioContributions([row('a', [5, 0], [5, 1])], row('', [5, 0], [5, 1]), 'channel')).toBeUndefined();
  });

  it('names the largest parts and drops the crumbs', () => {
    expect(leading([{ label: 'a', amount: 100 }, { label: 'b', amount: -40 }, { label: 'c', amount: 2 }, { label: 'd', amount: 0 }]).map((p) => p.label)).toEqual(['a', 'b']);
  });
});
