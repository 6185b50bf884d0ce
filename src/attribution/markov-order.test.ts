import { describe, expect, it } from 'vitest';
import { areaUnderCurve, beatsChance, judgeOrders } from './markov-order.js';
import { PathTableBuilder } from './path-table.js';

/** Paths with counts of those who converted and did not. */
const table = (rows: readonly (readonly [string, number, number])[]) => {
  const builder = new PathTableBuilder();
  for (const [path, conversions, nulls] of rows) builder.add({ path: path.split(' '), conversions, value: 0, nulls });
  return builder.build();
};

describe('the area under the curve', () => {
  it('is the probability that a conversion is rated above a null, ties half', () => {
    // Pairs: 3 conversions × 2 nulls; rated above in 3 of them, equal in 2.
    expect(areaUnderCurve([{ score: 0.9, conversions: 1, nulls: 0 }, { score: 0.5, conversions: 1, nulls: 1 }, { score: 0.1, conversions: 1, nulls: 1 }])).toBeCloseTo((2 + 0.5 + 1 + 0.5) / 6, 12);
    expect(areaUnderCurve([{ score: 0.9, conversions: 1, nulls: 0 }])).toBeNull();
  });

  it('beats chance by more than chance only with enough of both', () => {
    // 100 and 100: standard error √(201 ÷ 120,000) = 0.0409, so 0.5802 is the border.
    const hundred = { conversions: Float64Array.of(60, 40), nulls: Float64Array.of(50, 50) };
    expect([0.58, 0.5803, 0.4, null].map((area) => beatsChance(area, hundred))).toEqual([false, true, false, false]);
    expect(beatsChance(0.9, { conversions: Float64Array.of(5), nulls: Float64Array.of(0) })).toBe(false);
  });

  it('is above chance where the last channel tells who converts', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`c${String(i % 12)} c${String(Math.floor(i / 12))} ${i % 2 === 0 ? 'good' : 'bad'}`, i % 2 === 0 ? 8 : 2, i % 2 === 0 ? 2 : 8] as const);
    const paths = table(rows);
    const { order, auc } = judgeOrders(paths);
    expect([order, beatsChance(auc[0]?.auc ?? null, paths)]).toEqual([1, true]);
    expect(auc[0]?.auc).toBeCloseTo(0.8, 1);
  });
});
