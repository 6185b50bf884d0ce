import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CHANNEL_RULES } from '../identity/channel-rules/default-rules.js';
import { saveChannelRules } from '../identity/channel-rules/rule-versions.js';
import { attributionQuery, type AttributionDocument } from '../shared/api/attribution.js';
import { at, moment, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import type { Attribution } from './attribution.js';
import { createAttribution } from './create-attribution.js';

const NOW = '2026-07-01T00:00:00.000Z';
let stores: PlainStores;
let plain: PlainWorkspace;
let attribution: Attribution;

const PAID = { channel_group: 'Paid', channel: 'Paid Search', direction: 'inbound', source: 'google', medium: 'cpc', rules_version: 1 };
const touch = (person: number, day: string, origin: PlainRow): PlainRow => ({
  person_id: person, kind: 'page_view', grade: 'human', ...moment(`${day}T10:00Z`), visitor_id: `v${person}`, visit_id: `${person} ${day}`, ...origin,
});
const values = (document: AttributionDocument, model: string): Record<string, string> => Object.fromEntries(document.rows.filter((r) => r.model === model).map((r) => [String(r.dims['channel']), r.value]));
const ask = (query: Record<string, unknown>): Promise<AttributionDocument> => attribution.attribute(plain.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear', 'last', 'last_non_direct', 'shapley'], ...query }));
const brand = (channel: string) => saveChannelRules(stores.stores.records, plain.workspace.id, { ...DEFAULT_CHANNEL_RULES, rules: [{ channel, when: [{ campaignContains: ['brand'] }] }, ...DEFAULT_CHANNEL_RULES.rules] }, channel);

beforeAll(async () => {
  stores = await openPlainStores();
  plain = await stores.workspace({ currency: 'EUR' }, NOW);
  attribution = await createAttribution({ ...stores.stores, analytics: plain.analytics, now: () => NOW });
  await plain.add('touches', [
    touch(1, '2026-02-01', { ...PAID, campaign: 'Brand CZ' }), touch(1, '2026-02-03', { ...PAID, campaign: 'Generic' }),
    // The source itself called it so, whatever rules would make of its campaign.
    touch(1, '2026-02-05', { channel_group: 'Offline', channel: 'Trade Show', direction: 'inbound', source: '', medium: '', campaign: 'Brand days' }),
    touch(1, '2026-02-07', { channel_group: 'Direct', channel: 'Direct', direction: 'inbound', source: '', medium: '', campaign: '' }),
  ]);
  await plain.add('deals', [{ person_id: 1, created_at: at('2026-02-11T10:00Z'), closed_at: at('2026-03-15T10:00Z'), status: 'won', stage: 'won', type: 'new', amount: '400.00', currency: 'EUR' }]);
  await plain.add('costs', [{ from_day: '2026-02-01', until_day: '2026-02-01', kind: 'media', amount: '50', currency: 'EUR', ...PAID, campaign: 'Brand CZ' }, { from_day: '2026-02-01', until_day: '2026-02-01', kind: 'media', amount: '30', currency: 'EUR', ...PAID, campaign: 'Generic' }]);
});
afterAll(async () => { await stores.close(); });

describe('channel rules of a question', () => {
  it('are those of each touch\'s arrival, the latest, or those of a version, for touches and for what they cost', async () => {
    const arrived = await ask({});
    expect([arrived.rulesVersion, values(arrived, 'linear')]).toEqual([null, { 'Paid Search': '200.00', 'Trade Show': '100.00', Direct: '100.00' }]);
    expect(values(await ask({ rules: 'latest' }), 'linear')).toEqual(values(arrived, 'linear'));
    const first = await brand('Display');
    const second = await brand('Direct');

    const display = await ask({ rules: first.version });
    expect([display.rulesVersion, values(display, 'linear'), values(display, 'last_non_direct')]).toEqual([first.version, { Display: '100.00', 'Paid Search': '100.00', 'Trade Show': '100.00', Direct: '100.00' }, { 'Trade Show': '400.00' }]);
    expect(display.rows.filter((r) => r.model === 'linear').map((r) => [r.dims['channel'], r.cost])).toEqual(expect.arrayContaining([['Display', '50.00'], ['Paid Search', '30.00'], ['Trade Show', null]]));

    const latest = await ask({ rules: 'latest' });
    expect([latest.rulesVersion, values(latest, 'linear'), values(latest, 'shapley')]).toEqual([second.version, { Direct: '200.00', 'Paid Search': '100.00', 'Trade Show': '100.00' }, { Direct: '133.34', 'Paid Search': '133.33', 'Trade Show': '133.33' }]);
    expect(values(await ask({ rules: DEFAULT_CHANNEL_RULES.version }), 'linear')).toEqual(values(arrived, 'linear'));
    expect(values(await ask({}), 'linear')).toEqual(values(arrived, 'linear'));
    expect(new Set([arrived, display, latest].map((d) => d.inputHash)).size).toBe(3);
  });

  it('hold for filters, exclusions, the ledger and journeys too', async () => {
    const { version } = await brand('Display');
    const query = { rules: version, where: [{ dimension: 'channel', values: ['Display'] }] };
    expect(values(await ask(query), 'linear')).toEqual({ Display: '100.00' });
    expect(values(await ask({ rules: version, exclude: [{ dimension: 'channel', values: ['Display'] }] }), 'linear')).toEqual({ 'Paid Search': '133.34', 'Trade Show': '133.33', Direct: '133.33' });
    const asked = attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear'], ...query });
    expect((await attribution.ledger(plain.workspace, asked, { rows: 10, offset: 0 })).rows.map((r) => r.touch?.dims['channel'])).toEqual(['Display']);
    expect((await attribution.journeys(plain.workspace, { ...asked, where: [] }, { rows: 10, offset: 0 })).paths.map((p) => p.path)).toEqual([['Display', 'Paid Search', 'Trade Show', 'Direct']]);
  });

  it('say what is direct, so that the last touch that is not may be another', async () => {
    const { version } = await saveChannelRules(stores.stores.records, plain.workspace.id, { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Direct', when: [{ campaignContains: ['generic'] }] }, ...DEFAULT_CHANNEL_RULES.rules] }, 'generic');
    const won = async (rules: 'first' | number) => (await ask({ rules, by: ['campaign'], models: ['last_non_direct'], exclude: [{ dimension: 'channel', values: ['Trade Show'] }] })).rows.map((r) => [r.dims['campaign'], r.value]);
    expect(await won('first')).toEqual([['Generic', '400.00']]);
    expect(await won(version)).toEqual([['Brand CZ', '400.00']]);
  });

  it('divide costs that name no channel among channels as they have them', async () => {
    const desk = await stores.workspace({ currency: 'EUR', costAllocation: 'leads' }, NOW);
    const { attribute } = await createAttribution({ ...stores.stores, analytics: desk.analytics, now: () => NOW });
    const came = (person: number, campaign: string): PlainRow => touch(person, '2026-02-01', { ...PAID, campaign });
    await desk.add('touches', [came(1, 'Brand CZ'), came(2, 'Generic')]);
    await desk.add('submissions', [1, 2].map((person) => ({ person_id: person, account_id: 0, visitor_id: `v${person}`, ...moment('2026-02-01T10:05Z'), form: 'demo', outcome: 'accepted' })));
    await desk.add('deals', [1, 2].map((person) => ({ person_id: person, created_at: at('2026-02-11T10:00Z'), closed_at: at('2026-03-15T10:00Z'), status: 'won', stage: 'won', type: 'new', amount: '400.00', currency: 'EUR' })));
    await desk.add('costs', [{ from_day: '2026-02-10', until_day: '2026-02-10', kind: 'staff', amount: '100', currency: 'EUR', channel_group: '', channel: '', campaign: '' }]);
    const { version } = await saveChannelRules(stores.stores.records, desk.workspace.id, { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Display', when: [{ campaignContains: ['brand'] }] }, ...DEFAULT_CHANNEL_RULES.rules] }, 'brand');
    const costs = async (rules: 'first' | number) => Object.fromEntries((await attribute(desk.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-02-01', to: '2026-04-01', models: ['linear'], rules }))).rows.map((r) => [String(r.dims['channel']), r.cost]));
    expect(await costs('first')).toEqual({ 'Paid Search': '100.00' });
    expect(await costs(version)).toEqual({ Display: '50.00', 'Paid Search': '50.00' });
  });

  it('are refused by a number that none has', async () => {
    await expect(ask({ rules: 4711 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
