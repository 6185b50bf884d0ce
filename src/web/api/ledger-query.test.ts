// The journeys that a page narrows the ledger to are what the server's own parser reads out of it, and it says what it can't read.
import { describe, expect, it } from 'vitest';
import { parseLedgerCsv, parseLedgerPage } from '../../shared/api/parse-attribution-query.js';
import { creditQueryOf, type CreditAsk } from './credit-query.js';

const given = (more: Partial<CreditAsk>): Record<string, string[]> => {
  const q = new URLSearchParams(creditQueryOf({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', ...more }));
  return Object.fromEntries([...new Set(q.keys())].map((name) => [name, q.getAll(name)]));
};

describe('a question for the ledger', () => {
  it('arrives with the journeys it is narrowed to', () => {
    const path = ['Email, paid', 'Email, paid', ' x / (unmatched)'];
    expect(parseLedgerPage(given({ by: ['channel', 'medium'], path, rows: 25, offset: 50 }), 'UTC')).toMatchObject({ query: { by: ['channel', 'medium'] }, among: { path }, page: { rows: 25, offset: 50 } });
    expect(parseLedgerCsv(given({ touches: '6-7', days: '31-', step: ['(start)', 'Email'] }), 'UTC').among).toEqual({ touches: { from: 6, to: 7 }, days: { from: 31, to: null }, step: { source: '(start)', target: 'Email' } });
    expect(parseLedgerPage(given({ touches: '3', days: '0' }), 'UTC').among).toEqual({ touches: { from: 3, to: 3 }, days: { from: 0, to: 0 } });
    expect(parseLedgerPage(given({}), 'UTC').among).toEqual({});
  });

  it.each<[keyof CreditAsk, Partial<CreditAsk>]>([
    ['touches', { touches: '0' }], ['touches', { touches: '7-6' }], ['touches', { touches: '-6' }], ['touches', { touches: 'many' }], ['days', { days: '1.5' }], ['days', { days: '-' }],
    ['step', { step: ['Email'] }], ['step', { step: ['Email', ''] }], ['step', { step: ['a', 'b', 'c'] }], ['path', { path: ['Email', ''] }],
  ])('is refused for its %s: %j', (where, more) => {
    // What the page's own query leaves out when empty still arrives from elsewhere.
    const parameters = { ...given({}), ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, [value].flat().map(String)])) };
    expect(() => parseLedgerPage(parameters, 'UTC')).toThrow(expect.objectContaining({ code: 'invalid_input', details: expect.objectContaining({ where, reason: expect.any(String), remedy: expect.any(String) }) }));
  });
});
