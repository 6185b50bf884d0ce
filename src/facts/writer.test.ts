// The writer on the real engines: each fact once, versions in order, undo with promotion.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import type { Workspace } from '../shared/workspace.js';
import type { CostDraft, DealDraft, FactDraft, TouchDraft } from './drafts.js';
import type { Classify, Identify } from './people.js';
import { createFactWriter, type FactBatch, type FactWriter, type WriteResult } from './writer.js';

const TABLES = ['touches', 'submissions', 'stage_changes', 'deals', 'subscriptions', 'costs', 'persons', 'accounts', 'rates', 'series_points'];

let stores: TestStores;
let facts: FactsStore;
let records: RecordsStore;
let writer: FactWriter;
let workspace: Workspace;
const currencies: string[] = [];

/** Persons by their e-mail's digits or first id, accounts by domain: enough to see ids arrive where they belong. */
const identify: Identify = (_workspace, requests) => Promise.resolve(requests.map(({ who, createPerson }) => ({
  personId: createPerson && who.email !== undefined ? BigInt(who.email.replace(/\D/g, '') || '1') : 0n,
  accountId: who.account?.domain === undefined ? 0n : BigInt(who.account.domain.length),
  accountNamed: who.account !== undefined,
  visitorId: who.visitorId ?? '',
})));
const classify: Classify = (o, { web }) => ({
  channelGroup: o.medium ?? (web ? 'Direct' : ''), channel: o.source ?? (web ? 'Direct' : ''), direction: o.source === undefined ? '' : 'inbound',
  source: o.source ?? '', medium: o.medium ?? '', campaign: o.campaign ?? '', content: o.content ?? '', term: o.term ?? '',
  landingPage: o.landingPage ?? '', referrer: o.referrer ?? '', clickId: o.clickId ?? '', rulesVersion: 3,
});

beforeAll(async () => {
  stores = await openTestStores();
  ({ facts, records } = stores);
  writer = createFactWriter({ facts, records, identify, classifierOf: () => Promise.resolve(classify), visitorIdOf: (raw) => raw.trim(), onFirstCurrency: (_, currency) => { currencies.push(currency); return Promise.resolve(); } });
});
afterAll(async () => {
  await stores.close();
});

let next = 1;
beforeEach(async () => {
  const id = next++;
  await records.execute(sql`INSERT INTO workspaces (id, name) VALUES (${param('UInt32', id)}, ${param('String', `w${id}`)})`);
  workspace = { id, name: `w${id}`, settings: { ...DEFAULT_SETTINGS, currency: 'EUR' } };
});

type Item = { draft: FactDraft; eventId: string; line?: number };
const write = (items: Item[], options: Partial<Omit<FactBatch, 'items' | 'checked'>> = {}): Promise<WriteResult> =>
  writer.write(workspace, { items, importId: 1n, sourceId: 'test', fileDigest: 'a', ...options });

const rowsOf = (table: string): Promise<Record<string, unknown>[]> =>
  facts.query(z.record(z.string(), z.unknown()), sql`SELECT * EXCEPT row_key FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspace.id)} ORDER BY event_id, received_at, import_id`);

/** Everything stored, without when and where it came from. */
async function contents(): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const rows = await rowsOf(table);
    if (rows.length > 0) all[table] = rows.map(({ received_at: _r, changed_at: _c, ...row }) => row);
  }
  return all;
}

const touch = (n: number, extra: Partial<TouchDraft> = {}): Item => ({
  eventId: `t:${n}`,
  draft: { kind: 'touch', at: '2026-03-01T10:00:00.125Z', who: { visitorId: `v${n}` }, origin: { source: 'google', medium: 'cpc' }, touch: 'page_view', page: `/p${n}`, ...extra },
});
const deal = (id: string, amount: string, extra: Partial<DealDraft> = {}, line = 1): Item => ({
  eventId: `d:${id}`, line,
  draft: { kind: 'deal', who: { email: 'p7@x.example' }, createdAt: '2026-03-01', status: 'open', amount, origin: { source: 'Fair' }, ...extra },
});
const cost = (id: string, amount: string, line = 1): Item => ({
  eventId: `c:${id}`, line, draft: { kind: 'cost', from: '2026-03-01', until: '2026-03-31', cost: 'media', origin: { campaign: 'x' }, amount, currency: 'EUR', clicks: 3 } satisfies CostDraft,
});

/** What readers take: the latest version of each deal. */
const latestDeals = (): Promise<Record<string, unknown>[]> => facts.query(z.record(z.string(), z.unknown()), sql`
  SELECT event_id, amount FROM (SELECT * FROM deals WHERE workspace_id = ${param('UInt32', workspace.id)} ORDER BY changed_at DESC, received_at DESC, import_id DESC LIMIT 1 BY event_id) ORDER BY event_id`);

describe('storing', () => {
  test('stores a fact of every kind with its columns', async () => {
    const result = await write([
      touch(1, { country: 'CZ', attention: 12.5, who: { visitorId: 'v1', email: 'p42@x.example', account: { domain: 'x.example' } } }),
      { eventId: 's:1', draft: { kind: 'submission', at: '2026-03-02', who: { email: 'p42@x.example', visitorId: 'v1' }, origin: { campaign: 'spring' }, form: 'demo', price: '12.5', currency: 'USD' } },
      { eventId: 'g:1', draft: { kind: 'stageChange', at: '2026-03-03', who: { email: 'p42@x.example' }, stage: 'mql', actor: 'rep' } },
      deal('1', '1000.10', { closedAt: '2026-04-01T00:00:00Z', status: 'won', margin: '10' }),
      { eventId: 'u:1', draft: { kind: 'subscription', who: { email: 'p42@x.example' }, amount: '99.99', interval: 'month', startsAt: '2026-03-01' } },
      cost('1', '-5.00000001'),
      { eventId: 'p:1', draft: { kind: 'person', at: '2026-03-01', who: { email: 'p42@x.example' }, persona: 'Buyer', origin: { source: 'list' } } },
      { eventId: 'a:1', draft: { kind: 'account', at: '2026-03-01', who: { account: { name: 'Šroub', domain: 'sroub.example' } }, size: '21–100' } },
      { eventId: 'r:1', draft: { kind: 'rate', day: '2026-03-01', currency: 'USD', perEuro: '1.0837' } },
      { eventId: 'y:1', draft: { kind: 'series', day: '2026-03-01', series: 'followers', value: 12.25 } },
    ]);
    expect(result.perItem).toEqual(Array(10).fill('new'));
    expect(result.facts).toEqual({ touch: 1, submission: 1, stageChange: 1, deal: 1, subscription: 1, cost: 1, person: 1, account: 1, rate: 1, series: 1 });
    const all = await contents();
    expect(all).toMatchObject({
      touches: [{ event_id: 't:1', at: '2026-03-01 10:00:00.125', date_only: false, source_id: 'test', import_id: '1', person_id: '42', account_id: '9', visitor_id: 'v1', kind: 'page_view', channel_group: 'cpc', channel: 'google', rules_version: 3, source: 'google', page: '/p1', country: 'CZ', attention: 12.5, grade: 'human', owner: '' }],
      submissions: [{ at: '2026-03-02 00:00:00.000', date_only: true, person_id: '42', form: 'demo', outcome: 'accepted', price: '12.5', currency: 'USD', campaign: 'spring', visitor_id: 'v1' }],
      stage_changes: [{ person_id: '42', stage: 'mql', actor: 'rep', reason: '' }],
      deals: [{ amount: '1000.1', margin: '10', currency: 'EUR', created_date_only: true, closed_at: '2026-04-01 00:00:00.000', closed_date_only: false, status: 'won', type: 'new', deal_source: 'Fair', person_id: '7' }],
      subscriptions: [{ amount: '99.99', currency: 'EUR', interval: 'month', ends_at: null, ends_date_only: false, trial_ends_at: null }],
      costs: [{ from_day: '2026-03-01', until_day: '2026-03-31', amount: '-5.00000001', clicks: '3', impressions: null, campaign: 'x', kind: 'media' }],
      persons: [{ person_id: '42', persona: 'Buyer', channel: 'list' }],
      accounts: [{ account_id: '13', name: 'Šroub', size: '21–100' }],
      rates: [{ day: '2026-03-01', currency: 'USD', per_euro: '1.0837' }],
      series_points: [{ series: 'followers', value: 12.25 }],
    });
  });

  test('keeps SQL, HTML, quotes, control characters and every script as text', async () => {
    const nasty = ["'); DROP TABLE touches; --", '<img src=x onerror=alert(1)>', 'a"b\\c\td\ne', '{p0:String}', '\u0001\u2028日本語 🎯', 'lone \ud83d half'];
    await write(nasty.map((page, i) => touch(i, { page })));
    expect((await rowsOf('touches')).map((r) => r['page'])).toEqual([...nasty.slice(0, 5), 'lone \ufffd half']);
  });

  test('fills a missing currency with the workspace\'s and reports the first one seen where there is none', async () => {
    currencies.length = 0;
    await write([deal('1', '5')]);
    expect(currencies).toEqual([]);
    const without = { ...workspace, settings: DEFAULT_SETTINGS };
    await writer.write(without, { items: [deal('2', '5', { currency: 'CZK' }), deal('3', '5', { currency: 'USD' })], importId: 1n, sourceId: 'test', fileDigest: 'a' });
    expect(currencies).toEqual(['CZK']);
    await expect(writer.write(without, { items: [deal('4', '5')], importId: 1n, sourceId: 'test', fileDigest: 'a' })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'fact 1, currency' } });
  });

  test('stores nothing of a batch that holds a draft that is none', async () => {
    await expect(write([touch(1), touch(2, { at: '2026-13-01' })])).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(write([touch(1), { eventId: 'g', draft: { kind: 'stageChange', at: '2026-03-03', who: {}, stage: 'mqll' } }])).rejects.toMatchObject({ details: { remedy: expect.stringContaining('mql') as unknown } });
    expect(await contents()).toEqual({});
  });

  test('marks the read models stale before and after it writes', async () => {
    const revision = async (): Promise<bigint> => (await records.query(z.object({ facts_revision: z.bigint() }), sql`SELECT facts_revision FROM read_model_state WHERE workspace_id = ${param('UInt32', workspace.id)}`))[0]?.facts_revision ?? 0n;
    await write([touch(1)]);
    expect(await revision()).toBe(2n);
  });
});

describe('events', () => {
  test('are stored once, whatever their date says the second time', async () => {
    await write([touch(1), touch(2)]);
    const before = await contents();
    const again = await write([touch(2, { at: '2020-01-01' }), touch(3), touch(1)], { importId: 2n, fileDigest: 'b' });
    expect(again).toMatchObject({ perItem: ['duplicate', 'new', 'duplicate'], facts: { touch: 1 } });
    const after = await contents();
    expect(after['touches']?.slice(0, 2)).toEqual(before['touches']);
    expect(after['touches']).toHaveLength(3);
  });

  test('that come twice in a batch count once, the first', async () => {
    const result = await write([touch(1, { page: '/first' }), touch(2), touch(1, { page: '/second' }), touch(1)]);
    expect(result.perItem).toEqual(['new', 'new', 'duplicate', 'duplicate']);
    expect((await rowsOf('touches')).map((r) => r['page'])).toEqual(['/first', '/p2']);
  });

  test('of another workspace are none of this one', async () => {
    await write([touch(1)]);
    const other = { ...workspace, id: workspace.id + 1000 };
    await records.execute(sql`INSERT INTO workspaces (id, name) VALUES (${param('UInt32', other.id)}, ${param('String', `other${other.id}`)})`);
    expect((await writer.write(other, { items: [touch(1)], importId: 9n, sourceId: 'test', fileDigest: 'a' })).perItem).toEqual(['new']);
    await writer.undoImport(other, 9n);
    expect(await rowsOf('touches')).toHaveLength(1);
  });

  test('stored by an attempt that was cut off are retried and count, those recorded before are duplicates', async () => {
    const first = await write([touch(1)]);
    await write([touch(2)], { committedUntil: first.receivedUntil });
    const retry = await write([touch(2), touch(1), touch(3)], { committedUntil: first.receivedUntil });
    expect(retry).toMatchObject({ perItem: ['retried', 'duplicate', 'new'], facts: { touch: 2 } });
    expect(await rowsOf('touches')).toHaveLength(3);
  });
});

describe('versions', () => {
  test('replace by when the source changed them, else by when they came', async () => {
    await write([deal('1', '100'), deal('2', '100', { changedAt: '2026-03-05T00:00:00Z' })]);
    await write([deal('1', '120'), deal('2', '90', { changedAt: '2026-03-04T00:00:00Z' })], { importId: 2n, fileDigest: 'b' });
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '120' }, { event_id: 'd:2', amount: '100' }]);
  });

  test('of the same file are no change; another file that says the old value again is one', async () => {
    await write([deal('1', '100')]);
    await write([deal('1', '120')], { importId: 2n, fileDigest: 'b' });
    expect((await write([deal('1', '100')], { importId: 3n })).perItem).toEqual(['duplicate']);
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '120' }]);
    expect((await write([deal('1', '100')], { importId: 4n, fileDigest: 'c' })).perItem).toEqual(['new']);
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '100' }]);
  });

  test('that say what the one before said are duplicates, in whatever order their fields stand', async () => {
    await write([cost('1', '10')]);
    const draft = Object.fromEntries(Object.entries(cost('1', '10').draft).reverse()) as FactDraft;
    expect((await write([{ eventId: 'c:1', draft, line: 5 }], { importId: 2n, fileDigest: 'b' })).perItem).toEqual(['duplicate']);
    expect((await write([deal('7', '1', { changedAt: '2026-03-01T00:00:00Z' })])).perItem).toEqual(['new']);
    expect((await write([deal('7', '1', { changedAt: '2026-03-02T00:00:00Z' })], { importId: 2n, fileDigest: 'b' })).perItem).toEqual(['duplicate']);
  });

  test('within a file go in its order', async () => {
    const result = await write([deal('1', '100', {}, 2), deal('1', '120', {}, 3), deal('1', '100', {}, 4), deal('1', '100', {}, 5)]);
    expect(result.perItem).toEqual(['new', 'new', 'new', 'duplicate']);
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '100' }]);
    await write([deal('1', '130', {}, 6)], { committedUntil: result.receivedUntil });
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '130' }]);
  });

  test('judge a retry as the first attempt did', async () => {
    const items = [deal('1', '100', {}, 2), deal('1', '100', {}, 3), deal('2', '5', {}, 4)];
    await write([deal('2', '5', {}, 9)], { importId: 2n, fileDigest: 'z' });
    const first = await write(items, { committedUntil: 1 });
    const second = await write(items, { committedUntil: 1 });
    expect(first.perItem).toEqual(['new', 'duplicate', 'duplicate']);
    expect(second).toMatchObject({ perItem: ['retried', 'duplicate', 'duplicate'], facts: first.facts });
  });
});

describe('undo', () => {
  test('takes an import out and leaves what another supplied, with that one\'s values', async () => {
    await write([touch(1), touch(2), deal('1', '100')]);
    await write([touch(2, { page: '/second' }), touch(3), deal('1', '150')], { importId: 2n, fileDigest: 'b' });
    await writer.undoImport(workspace, 1n);
    expect((await rowsOf('touches')).map((r) => [r['event_id'], r['page'], r['import_id']])).toEqual([['t:2', '/second', '2'], ['t:3', '/p3', '2']]);
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '150' }]);
    await writer.undoImport(workspace, 2n);
    expect(await contents()).toEqual({});
  });

  test('of the second supply changes nothing, and a re-import after undo brings everything back', async () => {
    const items = [touch(1), touch(2), deal('1', '100'), cost('1', '7')];
    await write(items);
    const before = await contents();
    await write(items, { importId: 2n });
    await writer.undoImport(workspace, 2n);
    expect(await contents()).toEqual(before);
    await writer.undoImport(workspace, 1n);
    await writer.undoImport(workspace, 1n);
    expect(await contents()).toEqual({});
    const back = await write(items, { importId: 3n });
    expect(back.perItem).toEqual(Array(4).fill('new'));
  });

  test('promotes the earliest of several supplies', async () => {
    await write([touch(1)]);
    await write([touch(1, { page: '/b' })], { importId: 2n });
    await write([touch(1, { page: '/c' })], { importId: 3n });
    await writer.undoImport(workspace, 1n);
    expect((await rowsOf('touches')).map((r) => r['page'])).toEqual(['/b']);
    await writer.undoImport(workspace, 2n);
    expect((await rowsOf('touches')).map((r) => r['page'])).toEqual(['/c']);
  });
});

describe('a rehearsal', () => {
  test('says what writing would do, across batches, and writes nothing', async () => {
    await write([touch(1), deal('1', '100')]);
    const before = await contents();
    const rehearse = (items: Item[]): Promise<WriteResult> => writer.rehearse(workspace, { items, importId: 5n, sourceId: 'test', fileDigest: 'b' });
    const batches = [[touch(1), touch(2), deal('1', '100', {}, 1), deal('2', '9', {}, 2)], [touch(2), touch(3), deal('1', '120', {}, 3), deal('2', '9', {}, 4)], [deal('1', '100', {}, 5)]];
    const said = [];
    for (const items of batches) said.push((await rehearse(items)).perItem);
    expect(await contents()).toEqual(before);
    await writer.forgetRehearsal(workspace.id, 5n);
    const done = [];
    for (const items of batches) done.push((await write(items, { importId: 6n, fileDigest: 'b' })).perItem);
    expect(said).toEqual(done);
    expect(said).toEqual([['duplicate', 'new', 'duplicate', 'new'], ['duplicate', 'new', 'new', 'duplicate'], ['new']]);
  });
});

describe('a clock that was set back', () => {
  afterEach(() => { vi.useRealTimers(); });

  test('between two runs leaves the later version the later one', async () => {
    await write([deal('1', '100')]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 2 * 86_400_000 });
    const restarted = createFactWriter({ facts, records, identify, classifierOf: () => Promise.resolve(classify), visitorIdOf: (raw) => raw });
    await restarted.write(workspace, { items: [deal('1', '250')], importId: 2n, sourceId: 'test', fileDigest: 'b' });
    expect(await latestDeals()).toEqual([{ event_id: 'd:1', amount: '250' }]);
  });
});
