// What a page asks of attribution is what the server's own parser reads out of it.
import { describe, expect, it } from 'vitest';
import { parseAttributionPage, parseAttributionQuery } from '../../shared/api/parse-attribution-query.js';
import { creditQueryOf, type CreditAsk } from './credit-query.js';

const given = (ask: CreditAsk): Record<string, string[]> => {
  const q = new URLSearchParams(creditQueryOf(ask));
  return Object.fromEntries([...new Set(q.keys())].map((name) => [name, q.getAll(name)]));
};

describe('a question for attribution', () => {
  it('arrives whole', () => {
    const query = parseAttributionQuery(given({
      conversion: 'won', models: ['linear', 'markov'], from: '2026-01-01', to: '2026-07-01', by: ['campaign', 'country'], lookbackDays: 30.5, accountBased: true, intervals: 'fast',
      where: [{ dimension: 'channel', values: ['Paid Search', '(none)'] }], weights: '30,40,30', halfLife: '3d', memory: '2', stageShares: 'lead=50:100,won=50:0',
    }), 'UTC');
    expect(query).toMatchObject({
      conversion: 'won', models: ['linear', 'markov'], from: '2026-01-01', to: '2026-07-01', by: ['campaign', 'country'], lookbackDays: 30.5, accountBased: true, intervals: 'fast', chooseOrder: false,
      where: [{ dimension: 'channel', values: ['Paid Search', '(none)'] }],
      settings: { position: { first: 30, middle: 40, last: 30 }, halfLifeDays: 3, order: 2, stageShares: [{ stage: 'lead', share: 50, marketing: 1 }, { stage: 'won', share: 50, marketing: 0 }] },
    });
  });

  it('says nothing of what is default, and names its page', () => {
    expect(creditQueryOf({ conversion: 'lead', from: '2026-01-01', to: '2026-02-01', accountBased: false, intervals: 'none', weights: '' })).toBe('conversion=lead&from=2026-01-01&to=2026-02-01');
    expect(parseAttributionPage(given({ conversion: 'lead', from: '2026-01-01', to: '2026-02-01', rows: 25, offset: 50 }), 'UTC').page).toEqual({ rows: 25, offset: 50 });
  });
});
