// The address says what is looked at, and says it back unchanged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carried, carriedCredit, parseView, printView, withFilter, type View } from './view-state.js';

describe('the address of a view', () => {
  it('prints nothing for the default view', () => {
    expect(printView({})).toBe('');
    expect(parseView('')).toEqual({});
  });

  it('reads like words', () => {
    const view: View = { period: '2026-10-01..2026-11-22', compare: 'year', filters: [{ dimension: 'channel', values: ['Paid search', '(unmatched)'] }], by: ['channel', 'campaign'] };
    expect(printView(view)).toBe('?p=2026-10-01..2026-11-22&vs=year&channel=Paid+search&channel=(unmatched)&by=channel,campaign');
  });

  it('comes back as it was, whatever the values hold', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme' });
    const filter = fc.record({ dimension: fc.constantFrom('channel', 'campaign', 'deal_source'), values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.uniqueArray(filter, { selector: (f) => f.dimension, minLength: 1, maxLength: 3 }), fc.constantFrom('none', 'previous', 'year'), fc.integer({ min: 1, max: 9999 }), (filters, compare, skip) => {
        const view: View = { period: '90d', filters, compare, skip };
        expect(parseView(printView(view))).toEqual(view);
      }),
    );
  });

  it('keeps what is unfolded, put away and drawn, also that nothing is put away', () => {
    const view: View = { open: ['Paid Search', 'a, b & c'], hide: ['visits', 'cost_per_sql'], show: 'mqls', path: 'lead:won' };
    expect(printView(view)).toBe('?open=Paid+Search&open=a,+b+%26+c&hide=visits,cost_per_sql&show=mqls&path=lead:won');
    expect(parseView(printView(view))).toEqual(view);
    expect(parseView(printView({ hide: [] }))).toEqual({ hide: [] });
  });

  it('leaves out what it cannot read instead of failing', () => {
    expect(parseView('?vs=tomorrow&every=eon&skip=-4&basis=&<script>=1&by=a,b,c')).toEqual({ by: ['a', 'b'] });
  });

  it('keeps what the journal lists, whom it looks for and where its page begins', () => {
    const view: View = { period: '28d', list: 'accounts', find: 'Nová & Co', stages: ['mql', 'lost'], whenever: true, after: 'bmV3ZXN0', kinds: ['deal'], order: 'oldest' };
    expect(printView(view)).toBe('?p=28d&of=accounts&q=Nov%C3%A1+%26+Co&stage=mql,lost&whenever=yes&after=bmV3ZXN0&kind=deal&order=oldest');
    expect(parseView(printView(view))).toEqual(view);
    expect(carried(view)).toEqual({ period: '28d' });
  });

  it('keeps how credit is given, also to the ledger and the journeys', () => {
    const view: View = {
      period: '365d', by: ['campaign'], conversion: 'won', models: ['linear', 'markov'], against: 'markov', lookback: 30, accounts: true, intervals: true, measure: 'conversions',
      weights: 'first=40,last=60', halfLife: '3', memory: '2', stageShares: 'lead=50:100,won=50:0', rules: 'latest', saved: '7', part: 'new',
    };
    expect(printView(view)).toBe('?p=365d&by=campaign&conversion=won&model=linear,markov&against=markov&lookback=30&accounts=yes&intervals=yes&measure=conversions&weights=first=40,last=60&half_life=3&memory=2&stage_shares=lead=50:100,won=50:0&rules=latest&saved=7&part=new');
    expect(parseView(printView(view))).toEqual(view);
    expect(carriedCredit(view)).toEqual({ period: '365d', conversion: 'won', models: ['linear', 'markov'], lookback: 30, accounts: true, weights: 'first=40,last=60', halfLife: '3', memory: '2', stageShares: 'lead=50:100,won=50:0', rules: 'latest' });
    expect(carried(view)).toEqual({ period: '365d' });
    expect(parseView('?lookback=&measure=hope')).toEqual({});
    expect(printView(parseView('?lookback=long&memory=9'))).toBe('?lookback=long&memory=9');
    expect(parseView('?lookback=-3')).toEqual({ lookback: -3 });
  });

  it('carries the model of figures from page to page', () => {
    const view: View = { period: '28d', credit: 'linear', by: ['channel'] };
    expect(printView(view)).toBe('?p=28d&credit=linear&by=channel');
    expect(parseView(printView(view))).toEqual(view);
    expect(carried(view)).toEqual({ period: '28d', credit: 'linear' });
  });

  it('keeps whose goals are shown and what a plan holds', () => {
    const view: View = { period: '365d', whose: 'Jana & Co', goal: 'h2-mqls', fold: ['h2-revenue', 'y26'], hold: 'revenue:900000', typed: ['closeRate:0.3', 'costPerLead:84'], due: '2027-01-01..2027-03-31' };
    expect(printView(view)).toBe('?p=365d&whose=Jana+%26+Co&goal=h2-mqls&fold=h2-revenue,y26&hold=revenue:900000&typed=closeRate:0.3,costPerLead:84&for=2027-01-01..2027-03-31');
    expect(parseView(printView(view))).toEqual(view);
    expect(carried(view)).toEqual({ period: '365d' });
  });

  it('carries period, comparison, basis and filters to another page, not the way this one is shown', () => {
    expect(carried(parseView('?p=28d&vs=none&channel=Email&basis=cohort&by=country&sort=-value&skip=50&side=denominator'))).toEqual({
      period: '28d', compare: 'none', basis: 'cohort', filters: [{ dimension: 'channel', values: ['Email'] }],
    });
  });

  it('replaces the filter of a dimension and removes it when nothing is chosen', () => {
    const view = withFilter(parseView('?channel=Email&country=DE'), 'channel', ['Events']);
    expect(printView(view)).toBe('?country=DE&channel=Events');
    expect(printView(withFilter(view, 'channel', []))).toBe('?country=DE');
  });
});
