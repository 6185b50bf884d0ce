import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributionQuery, DEFAULT_MODEL_SETTINGS, type AttributionDocument } from '../shared/api/attribution.js';
import { createAttribution } from './create-attribution.js';
import type { Attribution } from './attribution.js';
import { at, moment, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';

const NOW = '2026-07-01T00:00:00.000Z';
let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

interface Desk extends PlainWorkspace {
  readonly attribution: Attribution;
  ask(query: Record<string, unknown>): Promise<AttributionDocument>;
}

async function open(settings: Parameters<PlainStores['workspace']>[0] = {}, now = NOW): Promise<Desk> {
  const plain = await stores.workspace({ currency: 'EUR', ...settings }, now);
  const attribution = await createAttribution({ ...stores.stores, analytics: plain.analytics, now: () => now });
  return {
    ...plain, attribution,
    ask: (query) => attribution.attribute(plain.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', by: ['campaign'], ...query })),
  };
}

const touch = (person: number, when: string, campaign: string, more: PlainRow = {}): PlainRow => ({
  person_id: person, kind: 'page_view', grade: 'human', ...moment(when), visitor_id: `v${person}`, visit_id: `${person} ${when} ${campaign}`,
  channel_group: 'Paid', channel: 'Paid Search', direction: 'inbound', source: 'google', medium: 'cpc', campaign, ...more,
});
const deal = (person: number, created: string, closed: string, amount: string, more: PlainRow = {}): PlainRow => ({
  event_id: `deal ${person} ${created}`, person_id: person, created_at: at(created), created_date_only: created.length === 10, closed_at: at(closed), closed_date_only: closed.length === 10,
  status: 'won', stage: 'won', type: 'new', amount, currency: 'EUR', ...more,
});
/** Value by campaign of one model. */
const values = (document: AttributionDocument, model: string): Record<string, string> => Object.fromEntries(document.rows.filter((r) => r.model === model).map((r) => [Object.values(r.dims).join(' / '), r.value]));
const credits = (document: AttributionDocument, model: string): Record<string, number> => Object.fromEntries(document.rows.filter((r) => r.model === model).map((r) => [Object.values(r.dims).join(' / '), r.credit]));

describe('the worked examples of anchored models', () => {
  it('divides a deal over four touches', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-01-05T10:00Z', 'T1'), touch(1, '2026-01-20T10:00Z', 'T2'), touch(1, '2026-02-10T10:00Z', 'T3'), touch(1, '2026-03-01T10:00Z', 'T4')]);
    await desk.add('submissions', [{ person_id: 1, ...moment('2026-01-05T10:05Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '1000.00')]);
    const document = await desk.ask({});
    expect(values(document, 'w_shaped')).toEqual({ T1: '600.00', T2: '100.00', T3: '300.00' });
    expect(values(document, 'full_path')).toEqual({ T1: '450.00', T2: '100.00', T3: '225.00', T4: '225.00' });
    expect(values(document, 'u_shaped')).toEqual({ T1: '1000.00' });
    expect(values(document, 'position')).toEqual({ T1: '400.00', T2: '100.00', T3: '100.00', T4: '400.00' });
    expect(values(document, 'first')).toEqual({ T1: '1000.00' });
    expect(values(document, 'last')).toEqual({ T4: '1000.00' });
    expect(values(document, 'linear')).toEqual({ T1: '250.00', T2: '250.00', T3: '250.00', T4: '250.00' });
    expect(document).toMatchObject({ conversions: 1, value: '1000.00', withTouches: 1, currency: 'EUR' });
  });

  it('spreads what is missing over the rest, and gives cents to the earliest of equals', async () => {
    const desk = await open();
    const won = '2026-03-15T12:00Z';
    const [t1, t2, t3] = ['2026-01-05T10:00Z', '2026-01-20T10:00Z', '2026-02-10T10:00Z'];
    await desk.add('touches', [
      touch(1, t1, 'T1'), touch(1, t3, 'T3'), touch(2, t1, 'T1'),
      touch(3, t1, 'A1'), touch(3, '2026-01-10T10:00Z', 'R1'), touch(3, t2, 'A2'), touch(3, '2026-02-01T10:00Z', 'R2'), touch(3, '2026-02-05T10:00Z', 'R3'), touch(3, t3, 'A3'),
    ]);
    await desk.add('submissions', [1, 2].map((p) => ({ person_id: p, ...moment('2026-01-05T10:05Z'), outcome: 'accepted', form: 'demo' })));
    await desk.add('submissions', [{ person_id: 3, ...moment('2026-01-20T10:01Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', won, '1000.00'), deal(2, '2026-02-11T10:00Z', '2026-03-16T12:00Z', '10.00'), deal(3, '2026-02-11T10:00Z', '2026-04-02T12:00Z', '1000.00')]);
    expect(values(await desk.ask({ models: ['w_shaped'], to: '2026-03-16' }), 'w_shaped')).toEqual({ T1: '666.67', T3: '333.33' });
    expect(values(await desk.ask({ models: ['w_shaped'], from: '2026-03-16', to: '2026-04-01' }), 'w_shaped')).toEqual({ T1: '10.00' });
    expect(values(await desk.ask({ models: ['w_shaped'], from: '2026-04-01' }), 'w_shaped')).toEqual({ A1: '300.00', R1: '33.34', A2: '300.00', R2: '33.33', A3: '300.00', R3: '33.33' });
  });

  it('counts conversions with a touch in the window, whatever models make of it', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-03-01', 'near'), touch(2, '2025-06-01', 'far')]);
    await desk.add('deals', [deal(1, '2026-03-10', '2026-03-15', '10.00'), deal(2, '2026-03-10', '2026-03-15', '20.00'), deal(3, '2026-03-10', '2026-03-15', '5.00')]);
    // A lead that nobody became, and a half-life that leaves nothing of a fortnight: neither touch weighs anything.
    for (const models of [['linear'], ['linear', 'u_shaped'], ['u_shaped', 'linear'], ['first', 'w_shaped'], ['custom'], ['custom', 'linear'], ['time_decay']]) {
      const document = await desk.ask({ models, settings: { ...DEFAULT_MODEL_SETTINGS, custom: { lead: 100 }, halfLifeDays: 0.01 } });
      expect(document, models.join()).toMatchObject({ conversions: 3, withTouches: 1, value: '35.00' });
      for (const total of document.totals) expect(total, models.join()).toMatchObject({ credit: 3, value: '35.00' });
    }
  });

  it('lets touches weigh less with age, both ends of the window included', async () => {
    const desk = await open();
    const conversion = Date.parse('2026-03-15T12:00:00Z');
    const before = (days: number, ms = 0): string => new Date(conversion - days * 86_400_000 - ms).toISOString();
    const rows = (person: number): PlainRow[] => [touch(person, before(14), 'a'), touch(person, before(7), 'b'), touch(person, before(0), 'c'), touch(person, before(90, 1), 'too early'), touch(person, before(0, -1), 'too late')];
    await desk.add('touches', [...rows(1), ...rows(2), touch(2, before(90), 'edge')]);
    const closes = new Date(conversion).toISOString();
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', closes, '999.99'), deal(2, '2026-02-11T10:00Z', closes, '999.99', { owner: 'B' })]);
    const decay = (owner: string): Promise<AttributionDocument> => desk.ask({ models: ['time_decay', 'linear'], where: [{ dimension: 'owner', values: [owner] }] });
    const one = await decay('(unmatched)');
    expect(values(one, 'time_decay')).toEqual({ a: '142.86', b: '285.71', c: '571.42' });
    expect(credits(one, 'time_decay')).toEqual({ a: 0.142857143, b: 0.285714286, c: 0.571428571 });
    expect(values(await decay('B'), 'time_decay')).toEqual({ edge: '0.08', a: '142.84', b: '285.69', c: '571.38' });
  });

  it('gives the whole to the last touch under a half-life that leaves nothing of any', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-01-05T10:00Z', 'early'), touch(1, '2026-02-04T10:00Z', 'late')]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '10.00')]);
    for (const halfLifeDays of [0.0001, 0.01, 0.5]) expect([halfLifeDays, values(await desk.ask({ models: ['time_decay'], settings: { ...DEFAULT_MODEL_SETTINGS, halfLifeDays } }), 'time_decay')]).toEqual([halfLifeDays, { late: '10.00' }]);
  });

  it('refuses an amount that no money is, and only where it is asked for', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-03-01T10:00Z', 'a')]);
    await desk.add('submissions', [{ person_id: 1, ...moment('2026-03-02T10:00Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('deals', [deal(1, '2026-03-10', '2026-03-15', '120210000000000123')]);
    await expect(desk.ask({})).rejects.toMatchObject({ code: 'amount_too_large' });
    expect((await desk.ask({ conversion: 'lead' })).conversions).toBe(1);
    expect((await desk.figure('leads', '2026-03-01', '2026-04-01')).value).toBe(1);
  });

  it('says what a filter leaves nothing of', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-03-01T10:00Z', 'a')]);
    await desk.add('deals', [deal(1, '2026-03-10', '2026-03-15', '10.00')]);
    expect((await desk.ask({ where: [{ dimension: 'channel', values: ['Nope'] }] })).remarks).toContain('Nothing of the credit has the channel "Nope".');
    expect((await desk.ask({ where: [{ dimension: 'channel', values: ['Paid Search'] }] })).remarks.filter((r) => r.startsWith('Nothing'))).toEqual([]);
  });

  it('finds first touch and lead creation beyond the window, and the others within it only', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2025-06-01T10:00Z', 'first'), touch(1, '2025-07-01T10:00Z', 'between'), touch(1, '2025-08-01T10:00Z', 'lead'), touch(1, '2026-03-01T10:00Z', 'late')]);
    await desk.add('submissions', [{ person_id: 1, ...moment('2025-08-01T10:05Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('deals', [deal(1, '2026-03-02T10:00Z', '2026-03-15T12:00Z', '900.00')]);
    const document = await desk.ask({ models: ['w_shaped', 'u_shaped', 'linear', 'first', 'full_path', 'stage_share'] });
    expect(values(document, 'w_shaped')).toEqual({ first: '300.00', lead: '300.00', late: '300.00' });
    expect(values(document, 'full_path')).toEqual({ first: '225.00', lead: '225.00', late: '450.00' });
    expect(values(document, 'u_shaped')).toEqual({ first: '450.00', lead: '450.00' });
    expect(values(document, 'linear')).toEqual({ late: '900.00' });
    expect(values(document, 'first')).toEqual({ late: '900.00' });
    // Lead (300, no touch of the window before it), opportunity (300: half late's, half sales'), win (300, sales').
    expect(values(document, 'stage_share')).toEqual({ '(sales)': '450.00', '(none)': '300.00', late: '150.00' });
  });

  it('gives nothing to a touch before the window that is there for other models, whatever is asked beside', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2025-06-01T10:00Z', 'first'), touch(1, '2025-08-01T10:00Z', 'lead')]);
    await desk.add('submissions', [{ person_id: 1, ...moment('2025-08-01T10:05Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('deals', [deal(1, '2026-03-02T10:00Z', '2026-03-15T12:00Z', '900.00')]);
    const settings = { ...DEFAULT_MODEL_SETTINGS, custom: { last: 50, first: 50 } };
    const together = await desk.ask({ models: ['u_shaped', 'first', 'last', 'last_non_direct', 'linear', 'stage_share', 'custom'], settings });
    expect(values(together, 'u_shaped')).toEqual({ first: '450.00', lead: '450.00' });
    expect(values(together, 'custom')).toEqual({ first: '900.00' });
    for (const model of ['first', 'last', 'last_non_direct', 'linear', 'stage_share']) {
      expect(values(together, model), model).toEqual({ '(none)': '900.00' });
      expect(values(await desk.ask({ models: [model] }), model), model).toEqual({ '(none)': '900.00' });
    }
  });
});

describe('what counts', () => {
  it('keeps what nobody earned under (none), in every model and split', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-02-01T10:00Z', 'a', { channel: 'Email', content: '' }), touch(3, '2026-05-01T10:00Z', 'late')]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '100.01', { product: 'P' }), deal(2, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '0.02'), deal(3, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '7.00')]);
    for (const by of [[], ['channel'], ['campaign', 'product'], ['product'], ['content']]) {
      const document = await desk.ask({ by, settings: undefined });
      expect(document).toMatchObject({ conversions: 3, value: '107.03', withTouches: 1 });
      for (const total of document.totals) expect(total).toMatchObject({ model: total.model, credit: 3, value: '107.03' });
      for (const model of document.models.filter((m) => m !== 'stage_share')) {
        if (by[0] === 'channel') expect(values(document, model)).toEqual({ Email: '100.01', '(none)': '7.02' });
        if (by[0] === 'content') expect(values(document, model)).toEqual({ '(unmatched)': '100.01', '(none)': '7.02' });
        if (by.length === 2) expect(values(document, model)).toEqual({ 'a / P': '100.01', '(none) / (unmatched)': '7.02' });
      }
    }
    const filtered = await desk.ask({ models: ['linear'], by: ['channel'], where: [{ dimension: 'channel', values: ['Email'] }] });
    expect([filtered.value, values(filtered, 'linear'), filtered.totals]).toMatchObject(['107.03', { Email: '100.01' }, [{ model: 'linear', credit: 1, value: '100.01' }]]);
  });

  it('does not go blank where only the landing page names a source', async () => {
    const desk = await open();
    const direct = { channel_group: 'Direct', channel: 'Direct', source: '', medium: '', campaign: '' };
    await desk.add('touches', [touch(1, '2026-02-01T10:00Z', 'spring'), touch(1, '2026-02-03T10:00Z', '', direct), touch(1, '2026-02-05T10:00Z', '', direct), touch(2, '2026-02-05T10:00Z', '', direct)]);
    await desk.add('deals', [1, 2].map((p) => deal(p, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '100.00')));
    const document = await desk.ask({ models: ['last', 'last_non_direct'], by: ['channel'] });
    expect(values(document, 'last')).toEqual({ Direct: '200.00' });
    expect(values(document, 'last_non_direct')).toEqual({ 'Paid Search': '100.00', Direct: '100.00' });
  });

  it('takes an ad click and its visit, and pages of one visit, for one touch', async () => {
    const desk = await open();
    await desk.add('touches', [
      touch(1, '2026-02-01T10:00:00Z', 'a', { kind: 'ad_click', visit_id: '' }), touch(1, '2026-02-01T10:00:05Z', 'a', { visit_id: 'x' }), touch(1, '2026-02-01T10:01:00Z', 'a', { visit_id: 'x' }),
      touch(1, '2026-02-02T10:00:00Z', 'b', { kind: 'email_click', visit_id: '' }), touch(1, '2026-02-02T12:00:00Z', 'c', { kind: 'email_open', visit_id: '' }), touch(1, '2026-02-02T13:00:00Z', 'd', { grade: 'bot' }),
    ]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '100.00')]);
    expect(values(await desk.ask({ models: ['linear'] }), 'linear')).toEqual({ a: '50.00', b: '50.00' });
  });

  it('takes the touches of everyone at the account where that is asked for', async () => {
    const desk = await open();
    await desk.add('persons', [1, 2].map((p) => ({ person_id: p, account_id: 9, ...moment('2026-01-01T00:00Z') })));
    await desk.add('touches', [touch(1, '2026-02-01T10:00Z', 'mine'), touch(2, '2026-02-02T10:00Z', 'colleague'), touch(0, '2026-02-03T10:00Z', 'company', { kind: 'event', visitor_id: '', visit_id: '', account_id: 9 })]);
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '90.00')]);
    expect(values(await desk.ask({ models: ['linear'] }), 'linear')).toEqual({ mine: '90.00' });
    expect(values(await desk.ask({ models: ['linear'], accountBased: true }), 'linear')).toEqual({ mine: '30.00', colleague: '30.00', company: '30.00' });
    // The journey of the account: touches of all its people in the order of time, each with whose it was.
    const journey = await desk.attribution.ledger(desk.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear'] }), { rows: 10, offset: 0 }, 'A-9');
    expect(journey.rows.map((r) => [r.touch?.dims['campaign'], r.touch?.person, r.value])).toEqual([['mine', 'P-1', '30.00'], ['colleague', 'P-2', '30.00'], ['company', null, '30.00']]);
    expect((await desk.attribution.ledger(desk.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear'] }), { rows: 10, offset: 0 }, 'A-8')).rows).toEqual([]);
    await expect(desk.attribution.ledger(desk.workspace, attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear'] }), { rows: 10, offset: 0 }, 'A-x')).rejects.toMatchObject({ code: 'not_found', details: { what: 'account' } });
  });

  it('takes the milestones of the account with its touches, and else those of the person', async () => {
    const desk = await open();
    await desk.add('persons', [1, 2].map((p) => ({ person_id: p, account_id: 9, ...moment('2026-01-01T00:00Z') })));
    await desk.add('touches', [touch(2, '2026-01-01T10:00Z', 'a'), touch(1, '2026-01-12T10:00Z', 'b'), touch(1, '2026-01-18T10:00Z', 'c')]);
    await desk.add('submissions', [{ person_id: 2, ...moment('2026-01-05T10:00Z'), outcome: 'accepted', form: 'demo' }, { person_id: 1, ...moment('2026-01-14T10:00Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('stage_changes', [{ person_id: 2, ...moment('2026-01-10T10:00Z'), stage: 'mql' }]);
    await desk.add('deals', [deal(1, '2026-01-20T10:00Z', '2026-02-01T12:00Z', '400.00')]);
    const own = await desk.ask({ models: ['w_shaped', 'stage_share'] });
    expect(values(own, 'w_shaped')).toEqual({ b: '266.67', c: '133.33' });
    // This person was no MQL: the value goes over the other three stages.
    expect(values(own, 'stage_share')).toEqual({ b: '133.33', c: '66.67', '(sales)': '200.00' });
    const together = await desk.ask({ models: ['w_shaped', 'stage_share'], accountBased: true });
    expect(values(together, 'w_shaped')).toEqual({ a: '240.00', b: '40.00', c: '120.00' });
    expect(values(together, 'stage_share')).toEqual({ a: '200.00', b: '25.00', c: '25.00', '(sales)': '150.00' });
  });

  it('divides the value over stages, between marketing and sales', async () => {
    const desk = await open();
    await desk.add('touches', [touch(1, '2026-01-01T10:00Z', 'a'), touch(1, '2026-01-03T10:00Z', 'b'), touch(1, '2026-01-12T10:00Z', 'c')]);
    await desk.add('submissions', [{ person_id: 1, ...moment('2026-01-05T10:00Z'), outcome: 'accepted', form: 'demo' }]);
    await desk.add('stage_changes', [{ person_id: 1, ...moment('2026-01-10T10:00Z'), stage: 'mql' }]);
    await desk.add('deals', [deal(1, '2026-01-15T10:00Z', '2026-02-01T12:00Z', '400.00')]);
    // Lead 100 to a and b; MQL 100 to the last before, b; opportunity 50 to c and 50 to sales; win 100 to sales.
    expect(values(await desk.ask({ models: ['stage_share'] }), 'stage_share')).toEqual({ a: '50.00', b: '150.00', c: '50.00', '(sales)': '150.00' });
    const stages = await desk.ask({ conversion: 'mql', models: ['linear', 'last'] });
    expect([stages.conversions, stages.value, credits(stages, 'linear'), credits(stages, 'last')]).toEqual([1, '0.00', { a: 0.5, b: 0.5 }, { b: 1 }]);
    expect(credits(await desk.ask({ conversion: 'opportunity', models: ['last'] }), 'last')).toEqual({ c: 1 });
    expect(values(await desk.ask({ conversion: 'opportunity', models: ['last'] }), 'last')).toEqual({ c: '400.00' });
  });

  it('gives a whole day to what is dated by its day alone', async () => {
    const desk = await open({ timeZone: 'Europe/Prague' });
    await desk.add('touches', [touch(1, '2026-03-15T20:00Z', 'that evening'), touch(1, '2026-03-15T23:30Z', 'the next day')]);
    await desk.add('deals', [deal(1, '2026-02-11', '2026-03-15', '10.00')]);
    expect(values(await desk.ask({ models: ['linear'] }), 'linear')).toEqual({ 'that evening': '10.00' });
  });
});

describe('intervals', () => {
  it('are of the credit that a filter shows, not of all that the row has without it', async () => {
    const desk = await open();
    const people = Array.from({ length: 40 }, (_, i) => i + 1);
    // Ten came by one campaign, thirty by another of the same channel.
    await desk.add('touches', people.map((person) => touch(person, '2026-03-01T10:00Z', person <= 10 ? 'few' : 'many')));
    await desk.add('deals', people.map((person) => deal(person, '2026-03-02', '2026-03-10', '10.00')));
    const only = async (more: Record<string, unknown>) => (await desk.ask({ models: ['linear'], intervals: 'fast', ...more })).rows;
    const where = [{ dimension: 'campaign', values: ['few'] }];
    const [row, ...others] = await only({ by: ['channel'], where });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ dims: { channel: 'Paid Search' }, credit: 10 });
    // The same conversions, drawn alike.
    expect(row?.interval).toEqual((await only({ by: ['campaign'] })).find((r) => r.dims['campaign'] === 'few')?.interval);
    expect(row?.interval?.high).toBeLessThan(25);
  });

  it('of many conversions are as wide as what each one brings says', async () => {
    const desk = await open();
    // One in ten has no touch, one in two of the others a second one by another campaign, twenty came by one that is hardly used, one by one of its own.
    const people = Array.from({ length: 9_000 }, (_, i) => {
      const first = i === 20 ? 'single' : i < 20 ? 'rare' : `campaign ${i % 3}`;
      return { person: i + 1, campaigns: i % 10 === 9 ? [] : i % 2 === 0 ? [first, 'second'] : [first] };
    });
    await desk.add('touches', people.flatMap(({ person, campaigns }) => campaigns.map((c, i) => touch(person, `2026-03-0${i + 1}T10:00Z`, c))));
    await desk.add('deals', people.map(({ person }) => deal(person, '2026-03-05', '2026-03-10', '10.00', { product: person % 3 === 0 ? 'A' : 'B' })));
    const { rows } = await desk.ask({ models: ['linear', 'last'], intervals: 'full' });
    // What is drawn is a conversion as a whole: the variance of a sum of Poisson counts of parts is that of their squares.
    const squares = new Map<string, number>();
    const add = (key: string, part: number): void => { squares.set(key, (squares.get(key) ?? 0) + part ** 2); };
    for (const { campaigns } of people) {
      if (campaigns.length === 0) for (const model of ['linear', 'last']) add(`${model} (none)`, 1);
      else add(`last ${campaigns.at(-1)}`, 1);
      for (const c of campaigns) add(`linear ${c}`, 1 / campaigns.length);
    }
    expect(rows.map((r) => `${r.model} ${r.dims['campaign']}`).sort()).toEqual([...squares.keys()].sort());
    for (const { model, dims, credit, interval } of rows) {
      const wide = Math.sqrt(squares.get(`${model} ${dims['campaign']}`) ?? 0);
      const named = `${model} ${dims['campaign']}`;
      expect(interval?.low, named).toBeGreaterThanOrEqual(0);
      if (dims['campaign'] === 'single') continue;
      expect((interval?.error ?? 0) / wide, named).toBeGreaterThan(0.9);
      expect((interval?.error ?? 0) / wide, named).toBeLessThan(1.1);
      expect((credit - (interval?.low ?? 0)) / wide, named).toBeGreaterThan(1.6);
      expect((credit - (interval?.low ?? 0)) / wide, named).toBeLessThan(2.3);
      expect(((interval?.high ?? 0) - credit) / wide, named).toBeGreaterThan(1.6);
      expect(((interval?.high ?? 0) - credit) / wide, named).toBeLessThan(2.3);
    }
    // By who converted, and by both: rows of all conversions are split before what has no touch is told from them.
    const split = (await desk.ask({ models: ['last'], by: ['product'], intervals: 'full' })).rows;
    expect(split.map((r) => [r.dims['product'], r.credit])).toEqual([['B', 6_000], ['A', 3_000]]);
    for (const { credit, interval } of split) expect((interval?.error ?? 0) / Math.sqrt(credit)).toBeCloseTo(1, 0.7);
    const both = (await desk.ask({ models: ['last'], by: ['campaign', 'product'], where: [{ dimension: 'campaign', values: ['(none)', 'second'] }], intervals: 'full' })).rows;
    expect(both.map((r) => `${r.dims['campaign']} ${r.dims['product']} ${r.credit}`)).toEqual(['second B 3000', 'second A 1500', '(none) B 600', '(none) A 300']);
    for (const { credit, interval, dims } of both) expect((interval?.error ?? 0) / Math.sqrt(credit), JSON.stringify(dims)).toBeCloseTo(1, 0.7);
  });
});

describe('a question', () => {
  it('is refused with what is valid', async () => {
    const desk = await open();
    const refused = (query: Record<string, unknown>): Promise<unknown> => desk.ask(query).then(() => 'answered', (error: unknown) => error);
    expect(await refused({ models: ['lineal'] })).toMatchObject({ code: 'unknown_model', hint: expect.stringMatching(/Did you mean linear\?.*markov/) as string });
    expect(await refused({ conversion: 'sale' })).toMatchObject({ code: 'unknown_conversion', hint: expect.stringMatching(/lead, mql, sal, sql, opportunity, won, renewal, customer/) as string });
    expect(await refused({ by: ['chanel'] })).toMatchObject({ code: 'unknown_dimension' });
    expect(await refused({ models: ['custom'] })).toMatchObject({ code: 'invalid_input' });
    expect(await refused({ exclude: [{ dimension: 'persona', values: ['x'] }] })).toMatchObject({ code: 'invalid_input' });
    expect(await refused({ from: '2026-07-01', to: '2026-07-01' })).toMatchObject({ code: 'invalid_range' });
  });

  it('needs a rate for every amount', async () => {
    const desk = await open();
    await desk.add('deals', [deal(1, '2026-02-11T10:00Z', '2026-03-15T12:00Z', '10.00', { currency: 'USD' })]);
    await expect(desk.ask({})).rejects.toMatchObject({ code: 'missing_rate', message: expect.stringContaining('2026-03-15') as string });
  });
});

const CASES = path.resolve(import.meta.dirname, '../../../shared/data/channels/attribution_cases.json');
interface Case {
  id: string;
  breakdown: 'campaign' | 'channel';
  options: { exclude_direct?: boolean; exclude_unattributed?: boolean; lookback_days?: number };
  sessions: { person: string; started_at: string; utm_campaign?: string; referring_domain?: string; utm_medium?: string }[];
  conversions: { person: string; at: string; revenue: number }[];
  expected: Record<string, Record<string, number> | string[] | number>;
}
const MODELS: Record<string, string> = { first_touch: 'first', last_touch: 'last', linear: 'linear', time_decay: 'time_decay', position_based: 'position' };
const cases = existsSync(CASES) ? (JSON.parse(readFileSync(CASES, 'utf8')) as { cases: Case[] }).cases : [];
describe.runIf(cases.length > 0)('cases of another project', () => {
  it.each(cases.map((c) => [c.id, c] as const))('%s', async (_, { breakdown, options, sessions, conversions, expected }) => {
    const desk = await open({}, '2023-03-01T00:00:00.000Z');
    const [paid, direct] = [{}, { channel_group: 'Direct', channel: 'Direct', source: '', medium: '' }];
    await desk.add('touches', sessions.map((s, i) => touch(1, s.started_at, s.utm_campaign ?? '', { visit_id: `s${i}`, ...(s.utm_campaign === undefined && s.utm_medium === undefined ? direct : paid) })));
    await desk.add('deals', conversions.map((c, i) => deal(1, c.at, c.at, String(c.revenue), { event_id: `d${i}` })));
    const exclude = [...(options.exclude_direct === true ? [{ dimension: 'channel', values: ['Direct'] }] : []), ...(options.exclude_unattributed === true ? [{ dimension: 'campaign', values: ['(unmatched)'] }] : [])];
    const document = await desk.ask({ from: '2023-01-01', to: '2023-02-01', by: [breakdown], lookbackDays: options.lookback_days ?? 4, exclude, models: Object.values(MODELS), settings: { ...DEFAULT_MODEL_SETTINGS, halfLifeDays: 1 } });
    let compared = 0;
    for (const [name, want] of Object.entries(expected)) {
      if (name === 'total_conversions') { expect(document.conversions).toBe(want); compared += 1; continue; }
      if (Array.isArray(want)) { for (const absent of want) expect(document.rows.map((r) => Object.values(r.dims)[0])).not.toContain(absent === '' ? '(unmatched)' : absent); compared += 1; continue; }
      if (typeof want !== 'object') continue;
      const row = name === '<paid channel>' ? 'Paid Search' : name;
      for (const [figure, value] of Object.entries(want)) {
        const model = MODELS[figure];
        if (model !== undefined) expect(credits(document, model)[row] ?? 0).toBeCloseTo(value, 9);
        else if (figure === 'last_touch_value') expect(Number(values(document, 'last')[row])).toBe(value);
        else if (figure === 'influenced_value') expect(Number(values(document, 'linear')[row])).toBe(value);
        else if (figure === 'influenced') expect(document.withTouches).toBe(value);
        else if (figure === 'visitors' || figure === 'conversion_rate') expect(document.withTouches).toBe(1);
        else throw new Error(`${figure} is not compared`);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
