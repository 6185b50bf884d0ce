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
    expect(choice).toMatchObject({ conversion: 'lead', by: ['persona'], ignored: ['form'], unknown: ['gone'], ask: { lookbackDays: 30, accountBased: true, where: [{ dimension: 'channel', values: ['Email'] }] } });
    expect(choice.models.map((m) => m.id)).toEqual(['markov', 'first']);
    expect(choose('?conversion=party&model=gone').models).toHaveLength(1);
    expect(choose('?conversion=party').conversion).toBe('won');
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
