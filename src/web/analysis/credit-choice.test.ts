// An address is held against what the workspace has: what is unknown is left out and said, never asked.
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL_SETTINGS, type ModelCatalogue } from '../../shared/api/attribution.js';
import { parseView } from '../view/view-state.js';
import { creditChoice, hasSettings, settingWords, USUAL_SETTINGS } from './credit-choice.js';

const model = (id: string, kind: 'rule' | 'fitted' = 'rule'): ModelCatalogue['models'][number] => ({ id, label: id, description: '', kind, onPaths: true });
const CATALOGUE: ModelCatalogue = {
  models: [model('custom'), model('first'), model('linear'), model('markov', 'fitted')], conversions: ['lead', 'won'],
  dimensions: { touch: ['channel', 'campaign'], conversion: ['persona'] }, defaults: DEFAULT_MODEL_SETTINGS, lookbackDays: 90,
};
const PERIOD = { from: '2026-01-01', to: '2026-04-01' };
const choose = (address: string) => {
  const view = parseView(address);
  return creditChoice(view, PERIOD, (view.filters ?? []).map((f) => ({ dimension: f.dimension, values: [...f.values] })), CATALOGUE);
};

describe('what is asked of attribution', () => {
  it('is revenue won by channel and the usual models that there are', () => {
    const usual = choose('');
    expect([usual.conversion, usual.models.map((m) => m.id), usual.by, usual.ask.where]).toEqual(['won', ['linear', 'first', 'markov'], ['channel'], []]);
    expect(usual.ask).toMatchObject({ ...PERIOD, accountBased: false });
  });

  it('takes from the address what exists, in its order, and says what does not', () => {
    const choice = choose('?conversion=lead&model=markov,gone,first&by=persona,nothing&lookback=30&accounts=yes&channel=Email&form=Demo');
    expect(choice).toMatchObject({ conversion: 'lead', by: ['persona'], ignored: ['form'], unsplit: ['nothing'], twice: [], replaced: ['There is no model called gone: it is left out.'], ask: { lookbackDays: 30, accountBased: true, where: [{ dimension: 'channel', values: ['Email'] }] } });
    expect(choice.models.map((m) => m.id)).toEqual(['markov', 'first']);
    expect(choose('?conversion=party&model=gone').models).toHaveLength(1);
    expect(choose('?conversion=party').conversion).toBe('won');
  });

  it('says what can not be, and what is taken in its place', () => {
    expect(choose('').replaced).toEqual([]);
    expect(choose('?conversion=party').replaced).toEqual(['No kind of conversion is called “party”: Won is credited.']);
    expect(choose('?model=custom').replaced).toEqual(['custom has no weights to give by: it is replaced by first. They are typed under “settings”.']);
    expect(choose('?model=custom,linear').replaced).toEqual(['custom has no weights to give by: it is left out. They are typed under “settings”.']);
    expect(choose('?by=channel,channel')).toMatchObject({ by: ['channel'], twice: ['channel'], unsplit: [] });
  });

  it.each([
    ['lookback', ['-3', '0', '4000', 'long'], '90 days are taken', ['30', '0.5', '3650']],
    ['half_life', ['-1', '0', '4000d', 'x'], '7 days are taken', ['3', '3d', '0.5 days']],
    ['memory', ['0', '5', '1.5', 'x'], 'the one that foretells best is taken', ['1', '4']],
  ])('takes the usual %s where the address has %j', (key, bad, instead, good) => {
    const of = (text: string) => choose(`?${key}=${text}`);
    for (const text of bad) expect(of(text).replaced).toEqual([expect.stringMatching(new RegExp(`^“${text}” is no .*: ${instead}\\.$`))]);
    for (const text of good) expect(of(text).replaced).toEqual([]);
    expect(Object.values(of(bad[0] ?? '').ask)).not.toContain(bad[0]);
    expect(Object.values(of(good[0] ?? '').ask).map(String)).toContain(good[0]);
  });

  it('gives by custom weights only where there are any', () => {
    expect(choose('?model=custom').models.map((m) => m.id)).toEqual(['first']);
    expect(choose('?model=custom&weights=first=1').models.map((m) => m.id)).toEqual(['custom']);
    expect([hasSettings(parseView('?weights=1,2,3')), hasSettings({})]).toEqual([true, false]);
  });

  it('says what each model was told', () => {
    expect(settingWords('position', DEFAULT_MODEL_SETTINGS, undefined)).toBe('first 40, middle 20, last 40');
    expect(settingWords('time_decay', DEFAULT_MODEL_SETTINGS, undefined)).toBe('half-life 7 days');
    expect(settingWords('stage_share', DEFAULT_MODEL_SETTINGS, undefined)).toContain('opportunity 25 (marketing 50 %)');
    expect(settingWords('markov', DEFAULT_MODEL_SETTINGS, { order: 2, chosen: false, auc: [] })).toBe('order 2, as set');
    expect(settingWords('linear', DEFAULT_MODEL_SETTINGS, undefined)).toBeUndefined();
    expect(USUAL_SETTINGS).toMatchObject({ weights: '40,20,40', stageShares: 'lead=25:100,mql=25:100,opportunity=25:50,won=25:0' });
  });
});
