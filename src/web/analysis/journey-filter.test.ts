// A bar of the journeys leads to the ledger of its conversions, all of their touches in it.
import { describe, expect, it } from 'vitest';
import { journeyLedger, narrowingWords } from './journey-filter.js';
import { parseView, printView } from '../view/view-state.js';

const from = { view: { period: '90d', filters: [{ dimension: 'channel', values: ['Email'] }, { dimension: 'persona', values: ['Buyer'] }], models: ['first', 'linear'], skip: 25 }, by: ['channel', 'medium'], touch: ['channel', 'medium'] };

describe('the ledger of a journey', () => {
  it('is asked for by the address, without filters that show a part of the touches', () => {
    const address = journeyLedger(from, { journey: ['Email / x, y', '(unmatched)'] });
    expect(address).toEqual({ period: '90d', filters: [{ dimension: 'persona', values: ['Buyer'] }], models: ['linear', 'first'], by: ['channel', 'medium'], journey: ['Email / x, y', '(unmatched)'] });
    expect(parseView(printView(address ?? {}))).toEqual(address);
    expect(journeyLedger({ ...from, view: {} }, { step: ['(start)', 'Email'] })).toEqual({ by: ['channel', 'medium'], step: ['(start)', 'Email'] });
    expect(journeyLedger({ ...from, view: { models: ['first'] } }, { touches: '31-', days: '6-7' })).toEqual({ models: ['linear', 'first'], by: ['channel', 'medium'], touches: '31-', days: '6-7' });
  });

  it('is not asked for where no address holds the path', () => {
    expect(journeyLedger(from, { journey: Array<string>(700).fill('Paid Search') })).toBeUndefined();
  });

  it('says what it is narrowed to', () => {
    expect(narrowingWords({})).toEqual([]);
    expect(narrowingWords({ journey: ['Email', 'Email', 'Direct'], touches: '1', days: '31-', step: ['(start)', 'Email'] })).toEqual(['the path Email ×2 › Direct', '1 touch', '31 or more whole days from the first touch', 'the step (start) → Email']);
    expect(narrowingWords({ touches: '6-7', days: '0' })).toEqual(['6–7 touches', '0 whole days from the first touch']);
  });
});
