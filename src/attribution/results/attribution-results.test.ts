import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CHANNEL_RULES } from '../../identity/channel-rules/default-rules.js';
import { saveChannelRules } from '../../identity/channel-rules/rule-versions.js';
import { attributionQuery, type AttributionQuery } from '../../shared/api/attribution.js';
import { CHANGE_PARTS, type Changed, type ResultChanges } from '../../shared/api/attribution-results.js';
import { at, moment, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../../../test/support/plain-facts.js';
import type { Attribution } from '../attribution.js';
import { createAttribution } from '../create-attribution.js';

const NOW = '2026-07-01T00:00:00.000Z';
const PAGE = { rows: 100, offset: 0 };
let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

interface Desk extends PlainWorkspace, Pick<Attribution, 'results'> {
  readonly attribution: Attribution;
}
async function open(settings: Parameters<PlainStores['workspace']>[0] = {}): Promise<Desk> {
  const plain = await stores.workspace({ currency: 'EUR', ...settings }, NOW);
  const attribution = await createAttribution({ ...stores.stores, analytics: plain.analytics, now: () => NOW });
  return { ...plain, attribution, results: attribution.results };
}
const question = (more: Partial<AttributionQuery> = {}): AttributionQuery => attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear', 'last', 'w_shaped'], ...more });

const CHANNELS = {
  search: { channel_group: 'Paid', channel: 'Paid Search', source: 'google', medium: 'cpc', campaign: 'spring' }, mail: { channel_group: 'Email', channel: 'Email', source: 'news', medium: 'email', campaign: 'may' },
  direct: { channel_group: 'Direct', channel: 'Direct', source: '', medium: '', campaign: '' }, social: { channel_group: 'Organic', channel: 'Organic Social', source: 'linkedin', medium: 'social', campaign: '' },
};
type Channel = keyof typeof CHANNELS;
const touch = (person: number, when: string, channel: Channel): PlainRow => ({ person_id: person, kind: 'page_view', grade: 'human', direction: 'inbound', ...moment(when), visitor_id: `v${person}`, visit_id: `${person} ${when}`, ...CHANNELS[channel] });
const deal = (person: number, closed: string, amount: string, more: PlainRow = {}): PlainRow => ({ event_id: `deal ${person}`, person_id: person, created_at: at('2026-01-02T10:00Z'), closed_at: at(closed), status: 'won', stage: 'won', type: 'new', amount, currency: 'EUR', ...more });
const LATER = { changed_at: '2026-07-02 00:00:00.000' };

const credits = (changes: ResultChanges, model: string, part: string): Record<string, string> =>
  Object.fromEntries(changes.rows.filter((r) => r.model === model).flatMap((r) => { const of = r.parts[part as 'new']; return of === undefined ? [] : [[String(r.dims['channel']), of.value]]; }));
const sum = (texts: readonly string[]): string => texts.reduce((n, t) => n.plus(t), new Decimal(0)).toFixed(2);

/** Parts are the change, and the change leads from then to now. */
function addsUp({ then, now, change, parts }: Changed): void {
  expect(sum(Object.values(parts).map((p) => p.value))).toBe(change.value);
  expect(sum([then.value, change.value])).toBe(now.value);
  expect(Object.values(parts).reduce((n, p) => n + p.credit, 0)).toBeCloseTo(change.credit, 7);
  expect(then.credit + change.credit).toBeCloseTo(now.credit, 7);
}

describe('a saved result', () => {
  it('is kept with all it rests on, opened and repeated, and has not changed while nothing has', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-02-01T10:00Z', 'search'), touch(1, '2026-02-02T10:00Z', 'mail')]);
    await desk.add('deals', [deal(1, '2026-03-01T10:00Z', '100.01'), deal(2, '2026-03-02T10:00Z', '7.00')]);
    const saved = await desk.results.save(desk.workspace, 'First half', question());
    expect(saved).toMatchObject({ name: 'First half', conversions: 2, value: '107.01', currency: 'EUR', asOf: NOW, channelRules: DEFAULT_CHANNEL_RULES.version, models: { linear: 1, last: 1, w_shaped: 1 } });
    expect(await desk.results.open(desk.workspace, saved.id)).toEqual(saved);
    const { answer: _, ...listed } = saved;
    expect(await desk.results.list(desk.workspace)).toEqual([listed]);
    const again = await desk.results.repeat(desk.workspace, saved.id);
    expect([again.same, again.answer]).toEqual([true, saved.answer]);
    const changes = await desk.results.changes(desk.workspace, saved.id, {});
    expect(changes).toMatchObject({ same: true, parts: [], settings: [], conversions: { then: 2, now: 2 }, value: { then: '107.01', now: '107.01' } });
    expect(changes.rows.every((r) => r.change.value === '0.00' && Object.keys(r.parts).length === 0)).toBe(true);
  });

  it('shows a new conversion, an edited and a removed one, and late touches as what they are', async () => {
    const desk = await open();
    await desk.add('touches', [1, 2, 3, 4].flatMap((p) => [touch(p, '2026-02-01T10:00Z', 'search'), touch(p, '2026-02-02T10:00Z', 'mail')]));
    await desk.add('deals', [deal(1, '2026-03-01T10:00Z', '100.00'), deal(2, '2026-03-02T10:00Z', '200.00'), deal(3, '2026-03-03T10:00Z', '400.00')]);
    const { id } = await desk.results.save(desk.workspace, 'Before', question());

    await desk.add('deals', [deal(4, '2026-03-04T10:00Z', '800.00'), deal(2, '2026-03-02T10:00Z', '260.01', LATER), deal(3, '2026-03-03T10:00Z', '400.00', { ...LATER, status: 'lost', stage: 'lost' })]);
    await desk.add('touches', [touch(1, '2026-02-03T10:00Z', 'direct')]);
    const changes = await desk.results.changes(desk.workspace, id, {});
    expect(changes).toMatchObject({ same: false, conversions: { then: 3, now: 3 }, value: { then: '700.00', now: '1160.01' }, settings: [] });
    expect(changes.parts).toEqual([{ part: 'new', conversions: 1, value: '800.00' }, { part: 'removed', conversions: 1, value: '-400.00' }, { part: 'edited', conversions: 1, value: '60.01' }, { part: 'touches', conversions: 1, value: '0.00' }]);
    expect(credits(changes, 'linear', 'new')).toEqual({ 'Paid Search': '400.00', Email: '400.00' });
    expect(credits(changes, 'linear', 'removed')).toEqual({ 'Paid Search': '-200.00', Email: '-200.00' });
    expect(credits(changes, 'linear', 'edited')).toEqual({ 'Paid Search': '30.01', Email: '30.00' });
    expect(credits(changes, 'linear', 'touches')).toEqual({ 'Paid Search': '-16.66', Email: '-16.67', Direct: '33.33' });
    expect(credits(changes, 'last', 'touches')).toEqual({ Email: '-100.00', Direct: '100.00' });
    for (const part of [...changes.rows, ...changes.totals]) addsUp(part);

    const late = await desk.results.changedConversions(desk.workspace, id, {}, 'touches', PAGE);
    expect(late).toMatchObject({ totalRows: 1, rows: [{ id: 'deal 1', person: 'P-1', then: { value: '100.00', touches: 2 }, now: { value: '100.00', touches: 3 } }] });
    expect(late.rows[0]?.credits).toContainEqual({ model: 'last', dims: { channel: 'Direct' }, credit: 1, value: '100.00' });
    expect(await desk.results.changedConversions(desk.workspace, id, {}, 'removed', PAGE)).toMatchObject({ rows: [{ id: 'deal 3', then: { value: '400.00' }, now: null }] });
    expect(await desk.results.changedConversions(desk.workspace, id, {}, 'new', PAGE)).toMatchObject({ rows: [{ id: 'deal 4', then: null, now: { value: '800.00', touches: 2 } }] });
    // What had happened by then is the same question still, of other data.
    expect((await desk.results.repeat(desk.workspace, id)).same).toBe(false);
  });

  it('tells settings and channel rules from data', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-01-20T10:00Z', 'search'), touch(1, '2026-02-20T10:00Z', 'mail')]);
    await desk.add('deals', [deal(1, '2026-03-01T10:00Z', '100.00')]);
    const { id } = await desk.results.save(desk.workspace, 'Rules', question({ rules: 'latest', models: ['linear'] }));
    const near = await desk.results.changes(desk.workspace, id, { lookbackDays: 14 });
    expect(near).toMatchObject({ same: false, settings: [{ what: 'lookback', then: '90 days', now: '14 days' }], parts: [{ part: 'settings', conversions: null, value: '0.00' }] });
    expect(credits(near, 'linear', 'settings')).toEqual({ 'Paid Search': '-50.00', Email: '50.00' });
    expect((await desk.results.changedConversions(desk.workspace, id, { lookbackDays: 14 }, 'settings', PAGE)).rows).toMatchObject([{ id: 'deal 1', then: { touches: 2 }, now: { touches: 1 } }]);

    await saveChannelRules(stores.stores.records, desk.workspace.id, { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Display', when: [{ campaignContains: ['spring'] }] }, ...DEFAULT_CHANNEL_RULES.rules] }, 'spring');
    await desk.add('deals', [deal(2, '2026-03-04T10:00Z', '5.00')]);
    const changes = await desk.results.changes(desk.workspace, id, {});
    expect(changes.settings).toEqual([{ what: 'channel rules', then: 'version 1', now: 'version 1001' }]);
    expect([credits(changes, 'linear', 'settings'), credits(changes, 'linear', 'new')]).toEqual([{ 'Paid Search': '-50.00', Display: '50.00' }, { '(none)': '5.00' }]);
    for (const part of [...changes.rows, ...changes.totals]) addsUp(part);
  });

  it('is removed, brought back, and refuses what can\'t be', async () => {
    const desk = await open();
    await desk.add('deals', [deal(1, '2026-03-01T10:00Z', '100.00')]);
    const { id } = await desk.results.save(desk.workspace, 'One', question({ models: ['linear'] }));
    await expect(desk.results.save(desk.workspace, 'one', question())).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'name' } });
    await desk.results.remove(desk.workspace, id);
    await expect(desk.results.open(desk.workspace, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await desk.results.restore(desk.workspace, id)).name).toBe('One');
    expect((await desk.results.changes(desk.workspace, id, {})).same).toBe(true);
    await expect(desk.results.changes({ ...desk.workspace, settings: { ...desk.workspace.settings, currency: 'CZK' } }, id, {})).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|missing_rate/) as string });
    await expect(desk.results.open(desk.workspace, '999')).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.results.save(desk.workspace, 'Unknown', question({ models: ['lineal'] }))).rejects.toMatchObject({ code: 'unknown_model' });
  });

  it('adds up whatever is changed, in rules and fitted models, and leads to what is answered now', async () => {
    const desk = await open();
    const people = 200;
    const day = fc.integer({ min: 1, max: 89 });
    const on = (d: number): string => new Date(Date.parse('2026-01-01T10:00Z') + d * 86_400_000).toISOString();
    const draw = <T>(of: fc.Arbitrary<T>, count: number, seed: number): T[] => fc.sample(of, { numRuns: count, seed });
    const touches = (count: number, seed: number): PlainRow[] => draw(fc.record({ person: fc.integer({ min: 1, max: people }), day, channel: fc.constantFrom<Channel>('search', 'mail', 'direct', 'social') }), count, seed).map((t) => touch(t.person, on(t.day), t.channel));
    const deals = (count: number, seed: number, more: PlainRow): PlainRow[] => draw(fc.record({ person: fc.integer({ min: 1, max: people }), day, cents: fc.integer({ min: 1, max: 99_999 }), status: fc.constantFrom('won', 'won', 'won', 'lost') }), count, seed)
      .filter((d, i, drawn) => drawn.findIndex((e) => e.person === d.person) === i).map((d) => deal(d.person, on(d.day), (d.cents / 100).toFixed(2), { status: d.status, stage: d.status, ...more }));
    await desk.add('touches', touches(1000, 1));
    await desk.add('deals', deals(150, 2, {}));
    const models = ['linear', 'last_non_direct', 'w_shaped', 'stage_share', 'markov', 'shapley_rate'];
    const asked = question({ models, by: ['channel'] });
    const { id } = await desk.results.save(desk.workspace, 'All', asked);
    await desk.add('touches', touches(150, 3));
    await desk.add('deals', deals(50, 4, LATER));
    const changes = await desk.results.changes(desk.workspace, id, {});
    expect(changes.parts.map((p) => p.part)).toEqual(expect.arrayContaining(['new', 'removed', 'edited', 'touches']));
    expect(changes.remarks).toEqual([]);
    for (const part of [...changes.rows, ...changes.totals]) addsUp(part);
    // Nothing but data has changed, so nothing is of settings: rules are divided to the last part, Markov's order may be another.
    const reordered = changes.settings.some((s) => s.what.startsWith('order'));
    for (const row of changes.rows) if (row.model !== 'markov' || !reordered) expect([row.model, row.dims, row.parts.settings]).toEqual([row.model, row.dims, undefined]);
    const now = await desk.attribution.attribute(desk.workspace, asked);
    for (const row of now.rows) expect(changes.rows.find((r) => r.model === row.model && r.dims['channel'] === row.dims['channel'])?.now).toEqual({ credit: row.credit, value: row.value });
    const value = changes.parts.map((p) => p.value);
    expect(sum([changes.value.then, ...value])).toBe(changes.value.now);
    // Of every model, fitted ones too, a part in all is what its conversions changed of the value.
    for (const { model, parts } of changes.totals) for (const { part, value: changed } of changes.parts.filter((p) => p.conversions !== null)) expect([model, part, parts[part]?.value ?? '0.00']).toEqual([model, part, changed]);
    // The conversions behind a part are that part.
    for (const part of CHANGE_PARTS.filter((p) => p !== 'others' && p !== 'settings')) {
      const { rows } = await desk.results.changedConversions(desk.workspace, id, {}, part, PAGE);
      expect(rows.length).toBeGreaterThan(0);
      const of = rows.flatMap((r) => r.credits.filter((c) => c.model === 'linear' && c.dims['channel'] === 'Email').map((c) => c.value));
      expect([part, sum(of)]).toEqual([part, changes.rows.find((r) => r.model === 'linear' && r.dims['channel'] === 'Email')?.parts[part]?.value ?? '0.00']);
    }
  });
});
