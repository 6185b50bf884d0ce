// Credit stands in lines that add up, and two models are told apart by what they give to whom.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributionRow } from '../../shared/api/attribution.js';
import { amountOf, creditAddsUp, creditLines, differences, movedShare, rankOfLine, sumOf, totalLine, wordsOfValue } from './credit-lines.js';

const row = (model: string, channel: string, credit: number, value: string, cost?: string | null): AttributionRow => ({ model, dims: { channel }, credit, value, ...(cost !== undefined && { cost, adSpend: cost }) });
const RULES = {
  by: ['channel'],
  rows: [row('first', 'Email', 2, '300.10', '50.00'), row('first', '(none)', 1, '0.20', null), row('linear', 'Email', 0.5, '100.10', '50.00'), row('linear', 'Events', 1.5, '200.00', null), row('linear', '(none)', 1, '0.20', null)],
  uncredited: [{ dims: { channel: 'Webinar' }, cost: '20.50', adSpend: '0.00' }],
  totals: [{ model: 'first', credit: 3, value: '300.30', paidValue: '0.00', marketingValue: '300.10' }, { model: 'linear', credit: 3, value: '300.30', paidValue: '200.00', marketingValue: '300.10' }],
};
const FITTED = { by: ['channel'], rows: [row('markov', 'Webinar', 3, '300.30', '20.50')], totals: [{ model: 'markov', credit: 3, value: '300.30' }] };

describe('credit in lines', () => {
  const lines = creditLines([RULES, FITTED]);
  const total = totalLine([RULES, FITTED], lines);
  const named = (channel: string) => lines.find((l) => l.dims?.['channel'] === channel);

  it('has the models of all answers side by side, and what only cost', () => {
    expect(lines.map((l) => [l.dims?.['channel'], [...l.cells.keys()], l.cost])).toEqual([
      ['Email', ['first', 'linear', 'markov'], '50.00'], ['(none)', ['first', 'linear'], null], ['Events', ['linear'], null], ['Webinar', ['first', 'linear', 'markov'], '20.50'],
    ]);
    expect(total).toMatchObject({ cost: '70.50', adSpend: '70.50' });
    expect(total.cells.get('first')?.marketingRoi).toBeCloseTo((300.1 - 70.5) / 70.5, 12);
    // A fitted model that gave to a channel of which only some touches count has no return of all.
    expect(total.cells.get('markov')).toMatchObject({ returnOnAdSpend: null, marketingRoi: null });
    expect(total.cells.get('first')?.costPerConversion).toBe('23.50');
  });

  it('returns nothing of what was spent and earned nothing', () => {
    const idle = { ...RULES, uncredited: [...RULES.uncredited, { dims: { channel: 'Paid Social' }, cost: '30.00', adSpend: '12.00' }, { dims: { channel: 'Podcast' }, cost: '0.00', adSpend: '0.00' }] };
    const besides = creditLines([idle]).slice(-3).map((l) => l.cells.get('linear'));
    expect(besides.map((c) => [c?.credit, c?.value, c?.returnOnAdSpend, c?.marketingRoi, c?.costPerConversion])).toEqual([[0, '0', null, -1, null], [0, '0', 0, -1, null], [0, '0', null, null, null]]);
    expect(named('Email')?.cells.get('markov')).toMatchObject({ credit: 0, returnOnAdSpend: 0, marketingRoi: -1 });
  });

  it('has the return on all ad spend in the total, of what paid channels earned', () => {
    expect(total.cells.get('linear')?.returnOnAdSpend).toBeCloseTo(200 / 70.5, 12);
    const unpaid = creditLines([{ ...RULES, rows: [row('linear', 'Email', 3, '300.30', null)], uncredited: [] }]);
    expect(totalLine([RULES], unpaid).cells.get('linear')).toMatchObject({ returnOnAdSpend: null, marketingRoi: null, costPerConversion: null });
  });

  it('adds up to the total of each model, and says so only then', () => {
    expect(['first', 'linear', 'markov', 'position'].map((m) => creditAddsUp(lines, total, m))).toEqual([true, true, true, false]);
    const cent = creditLines([{ ...RULES, rows: RULES.rows.map((r) => (r.model === 'first' && r.credit === 1 ? { ...r, value: '0.21' } : r)) }]);
    expect(creditAddsUp(cent, total, 'first')).toBe(false);
    expect(creditAddsUp(lines.slice(1), total, 'linear')).toBe(false);
  });

  it('tells a credit of nothing from a model that did not answer', () => {
    const events = named('Events');
    expect(events && [amountOf(events, total, 'first', 'value'), amountOf(events, total, 'linear', 'conversions'), amountOf(events, total, 'shapley', 'value')]).toEqual([0, 1.5, null]);
  });

  it('shows where two models disagree, the widest first, and by what part of the whole', () => {
    const found = differences(lines, total, 'first', 'linear', 'value');
    expect(found.map((d) => [d.line.dims?.['channel'], d.amount])).toEqual([['Email', expect.closeTo(-200, 9)], ['Events', 200]]);
    expect(movedShare(found, 300.3)).toBeCloseTo(200 / 300.3, 12);
    expect(movedShare(found, 0)).toBeNull();
    expect(differences(lines, total, 'first', 'shapley', 'value')).toEqual([]);
  });

  it('keeps what is nobody\'s at the end, and explains it', () => {
    expect(lines.map(rankOfLine)).toEqual([0, 3, 0, 0]);
    expect(wordsOfValue('(none)')).toContain('no touch');
    expect(wordsOfValue('Email')).toBeUndefined();
  });

  it('adds decimals without loss', () => {
    expect(sumOf(['0.1', '0.2', '-0.30'])).toBe('0.00');
    expect(sumOf(['90071992547409.91', '0.02'])).toBe('90071992547409.93');
    expect(sumOf(['-0.05', '0.01'])).toBe('-0.04');
    expect(sumOf([])).toBe('0');
    fc.assert(fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (cents) => {
      expect(Number(sumOf(cents.map((c) => `${c < 0 ? '-' : ''}${Math.floor(Math.abs(c) / 100)}.${String(Math.abs(c) % 100).padStart(2, '0')}`)))).toBeCloseTo(cents.reduce((a, b) => a + b, 0) / 100, 6);
    }));
  });
});
