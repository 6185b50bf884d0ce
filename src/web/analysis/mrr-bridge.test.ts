// A bridge that starts at what the period begins with must land on what it ends with.
import { describe, expect, it } from 'vitest';
import type { ComparedRow } from '../../shared/api/figures.js';
import { bridgeScale, mrrBridges } from './mrr-bridge.js';

const may = { from: '2026-05-01', to: '2026-06-01' };
const june = { from: '2026-06-01', to: '2026-07-01' };
const row = (kpi: string, value: string | null, period = may): ComparedRow => ({ kpi, period, value, numerator: value, denominator: null, sample: 1, status: value === null ? 'none' : 'ok' });
const MAY = [
  row('mrr', '1085.00'), row('starting_mrr', '1000.00'), row('new_mrr', '200.00'), row('expansion_mrr', '50.00'), row('reactivation_mrr', '0.00'), row('contraction_mrr', '30.00'), row('churned_mrr', '120.00'), row('fx_mrr', '-15.00'),
];

describe('a bridge', () => {
  it('goes through every movement, down for what is lost, and lands on the end', () => {
    const [bridge] = mrrBridges(MAY);
    expect(bridge?.steps.map((s) => [s.kpi, s.from, s.to])).toEqual([
      ['new_mrr', 1000, 1200], ['expansion_mrr', 1200, 1250], ['reactivation_mrr', 1250, 1250], ['contraction_mrr', 1250, 1220], ['churned_mrr', 1220, 1100], ['fx_mrr', 1100, 1085],
    ]);
    expect(bridge?.steps.at(-1)?.to).toBe(bridge?.end);
  });

  it('stands one a period, and not at all where nothing is known', () => {
    expect(mrrBridges([...MAY, row('starting_mrr', null, june), row('mrr', null, june)]).map((b) => b.period)).toEqual([may]);
    expect(mrrBridges([...MAY, row('starting_mrr', '1085.00', june), row('mrr', '1085.00', june)]).map((b) => [b.start, b.steps.at(-1)?.to])).toEqual([[1000, 1085], [1085, 1085]]);
  });
});

it('draws every level within its scale and never below nought for nothing', () => {
  const bridges = mrrBridges(MAY);
  const { min, max } = bridgeScale(bridges);
  expect([min < 1000, max > 1250, min > 0]).toEqual([true, true, true]);
  expect(bridgeScale(mrrBridges([row('starting_mrr', '0.00'), row('mrr', '10.00'), row('new_mrr', '10.00')])).min).toBe(0);
  expect(bridgeScale([])).toEqual({ min: 0, max: 1 });
});
