import { describe, expect, it } from 'vitest';
import { didYouMean, nearest, unknownName } from './nearest.js';

const KPIS = ['leads', 'cost_per_lead', 'mqls', 'revenue'];

describe('nearest', () => {
  it.each([['leeds', 'leads'], ['Cost_per_led', 'cost_per_lead'], ['mql', 'mqls'], ['revenu', 'revenue'], ['costs_per_leads', 'cost_per_lead']])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, KPIS)).toBe(meant);
  });

  it.each(['banana', 'x', '', 'zzz', 'kjhkjhkjhkj'])('says nothing of %j, which is like none of them', (typed) => {
    expect(nearest(typed, KPIS)).toBeUndefined();
    expect(didYouMean(typed, KPIS)).toBe('');
    expect(unknownName('unknown_kpi', typed, KPIS).hint).toBe(`Valid: ${KPIS.join(', ')}.`);
  });

  it('is asked for before what is valid', () => {
    expect(unknownName('unknown_kpi', 'leeds', KPIS).hint).toBe(`Did you mean leads? Valid: ${KPIS.join(', ')}.`);
    expect(didYouMean('leeds', KPIS)).toBe('Did you mean leads? ');
  });
});
