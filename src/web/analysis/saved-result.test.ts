// A result opens at the address that asks its question; only what is set otherwise is asked for besides.
import { describe, expect, it } from 'vitest';
import { parseAttributionQuery } from '../../shared/api/parse-attribution-query.js';
import type { SavedResult } from '../../shared/api/attribution-results.js';
import { parseView, printView } from '../view/view-state.js';
import { otherSettings, resultView } from './saved-result.js';

const CATALOGUE = { lookbackDays: 90 };
const result = (parameters: Record<string, string[]>): SavedResult => ({
  id: '7', name: 'Half', savedAt: '2026-07-01T00:00:00.000Z', question: parseAttributionQuery({ conversion: ['won'], from: ['2026-01-01'], to: ['2026-07-01'], model: ['linear'], ...parameters }, 'UTC'),
  asOf: '2026-07-01T00:00:00.000Z', inputHash: 'x', conversions: 1, value: '1.00', currency: 'EUR', timeZone: 'UTC', channelRules: 1, models: { linear: 1 },
});

describe('a saved result', () => {
  it('opens at its question', () => {
    expect(printView(resultView(result({}), CATALOGUE))).toBe('?p=2026-01-01..2026-06-30&by=channel&conversion=won&model=linear&saved=7');
    const told = { weights: ['first=40,last=60'], halfLife: ['3d'], order: ['2'], stageShares: ['lead=50:100,won=50:12.5'], lookback: ['30d'], accountBased: ['true'], rules: ['latest'], where: ['channel:Email', 'channel:Direct'], by: ['campaign,source'] };
    const view = resultView(result(told), CATALOGUE);
    expect(view).toMatchObject({ weights: 'first=40,last=60', halfLife: '3d', memory: '2', stageShares: 'lead=50:100,won=50:12.5', lookback: 30, accounts: true, rules: 'latest', filters: [{ dimension: 'channel', values: ['Email', 'Direct'] }], by: ['campaign', 'source'] });
    expect(parseView(printView(view))).toEqual(view);
  });

  it('is compared as it was, but for what is set otherwise', () => {
    const saved = result({ halfLife: ['3d'] });
    const view = resultView(saved, CATALOGUE);
    expect(otherSettings(view, saved, CATALOGUE)).toBe('');
    expect(otherSettings({ ...view, lookback: 30, accounts: true, rules: '1001' }, saved, CATALOGUE)).toBe('lookback=30d&accountBased=true&rules=1001');
    const { halfLife: _, ...usual } = view;
    expect(otherSettings(usual, saved, CATALOGUE)).toBe('halfLife=7d');
    expect(otherSettings({ ...view, weights: '1,0,1' }, saved, CATALOGUE)).toBe('weights=1%2C0%2C1&halfLife=3d');
  });
});
