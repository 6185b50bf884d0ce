// Paths, lengths, durations and steps of the journeys open to exactly their conversions in the ledger.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributionQuery, type AttributionQuery, type JourneyFilter, type LedgerDocument } from '../shared/api/attribution.js';
import { openPlainStores, at, moment, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import type { Attribution } from './attribution.js';
import { createAttribution } from './create-attribution.js';

const NOW = '2026-07-01T00:00:00.000Z';
const CHANNELS = ['Email', 'Direct', 'Paid Search', ''];
let stores: PlainStores;
let plain: PlainWorkspace;
let attribution: Attribution;

/** Always the same numbers from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const hour = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
const touch = (person: number, when: string, channel: string): PlainRow => ({
  person_id: person, kind: 'page_view', grade: 'human', ...moment(when), visitor_id: `v${person}`, visit_id: `${person} ${when}`, channel_group: channel, channel, direction: 'inbound', source: 'x', medium: channel === 'Email' ? 'email' : 'web', campaign: '',
});
const deal = (person: number, when: string): PlainRow => ({
  event_id: `deal ${person} ${when}`, person_id: person, account_id: 1 + (person % 7), created_at: at(when), created_date_only: when.length === 10, closed_at: at(when), closed_date_only: when.length === 10, status: 'won', stage: 'won', type: 'new', amount: '10.00', currency: 'EUR',
});

beforeAll(async () => {
  stores = await openPlainStores();
  plain = await stores.workspace({ currency: 'EUR', timeZone: 'UTC' }, NOW);
  attribution = await createAttribution({ ...stores.stores, analytics: plain.analytics, now: () => NOW });
  const next = numbers(7);
  const touches: PlainRow[] = [];
  const deals: PlainRow[] = [];
  for (let person = 1; person <= 24; person++) {
    for (let n = Math.floor(next() * 9); n > 0; n--) touches.push(touch(person, hour(Math.floor(next() * 2400)), CHANNELS[Math.floor(next() * CHANNELS.length)] ?? ''));
    const won = hour(1200 + Math.floor(next() * 2400));
    deals.push(deal(person, next() < 0.5 ? won : won.slice(0, 10)));
  }
  await plain.add('touches', touches);
  await plain.add('deals', deals);
});
afterAll(async () => { await stores.close(); });

const query = (more: Record<string, unknown> = {}): AttributionQuery => attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', models: ['linear'], ...more });
const ledger = (asked: AttributionQuery, among: JourneyFilter): Promise<LedgerDocument> => attribution.ledger(plain.workspace, asked, { rows: 10_000, offset: 0 }, undefined, among);
async function opened(asked: AttributionQuery, among: JourneyFilter): Promise<number> {
  const { rows, totals } = await ledger(asked, among);
  const conversions = new Set(rows.map((r) => r.conversion.id)).size;
  expect(totals).toMatchObject([{ credit: conversions }]);
  return conversions;
}

/** The most frequent and the last: each is two statements over all journeys. */
const some = <T,>(list: readonly T[]): T[] => [...list.slice(0, 3), ...list.slice(-1)];

describe('journeys open to their conversions', () => {
  it.each([{ by: ['channel'] }, { by: ['channel', 'medium'], lookbackDays: 20, accountBased: true }])('of paths, lengths, durations and steps: %j', async (more) => {
    const asked = query(more);
    const journeys = await attribution.journeys(plain.workspace, asked, { rows: 10_000, offset: 0 });
    expect(journeys.withTouches).toBeGreaterThan(12);
    expect([journeys.paths, journeys.lengths, journeys.durations, journeys.steps].every((list) => list.length > 3)).toBe(true);
    for (const { path, conversions } of some(journeys.paths)) expect([path, await opened(asked, { path })]).toEqual([path, conversions]);
    for (const { touches, conversions } of some(journeys.lengths)) expect([touches, await opened(asked, { touches: { from: touches, to: touches } })]).toEqual([touches, conversions]);
    for (const { from, conversions } of some(journeys.durations)) expect([from, await opened(asked, { days: { from, to: from } })]).toEqual([from, conversions]);
    for (const { source, target, conversions } of some(journeys.steps)) expect([source, target, await opened(asked, { step: { source, target } })]).toEqual([source, target, conversions]);
    expect(await opened(asked, { touches: { from: 3, to: null } })).toBe(journeys.lengths.filter((l) => l.touches >= 3).reduce((n, l) => n + l.conversions, 0));
    expect(await opened(asked, { touches: { from: 1, to: null } })).toBe(journeys.withTouches);
  }, 180_000);

  it('as CSV too, and by nothing of who converted', async () => {
    const lines: string[] = [];
    for await (const text of attribution.ledgerCsv(plain.workspace, query(), { touches: { from: 2, to: 2 } })) lines.push(text);
    expect(lines).toHaveLength(1 + (await ledger(query(), { touches: { from: 2, to: 2 } })).totalRows);
    await expect(ledger(query({ by: ['persona'] }), { path: ['Email'] })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'by' } });
  });
});

describe('the journeys of one person', () => {
  it('tell when the stages before a conversion were reached, and which moments are a day alone', async () => {
    const own = await stores.workspace({ currency: 'EUR', timeZone: 'Europe/Berlin' }, NOW);
    const of = await createAttribution({ ...stores.stores, analytics: own.analytics, now: () => NOW });
    await own.add('touches', [touch(1, '2026-02-01T10:00Z', 'Email')]);
    await own.add('submissions', [{ person_id: 1, ...moment('2026-02-01T10:05Z'), outcome: 'accepted', form: 'demo' }]);
    await own.add('deals', [{ ...deal(1, '2026-02-20T12:00Z'), closed_at: at('2026-03-05'), closed_date_only: true }]);
    const { rows } = await of.ledger(own.workspace, query(), { rows: 10, offset: 0 }, 'P-1');
    expect(rows.map((r) => r.conversion)).toMatchObject([{ at: '2026-03-05T00:00:00.000+01:00', dateOnly: true, milestones: [{ stage: 'lead', at: '2026-02-01T11:05:00.000+01:00' }, { stage: 'opportunity', at: '2026-02-20T13:00:00.000+01:00' }] }]);
    const [won] = (await of.ledger(own.workspace, query(), { rows: 10, offset: 0 })).rows;
    expect(won?.conversion).not.toHaveProperty('milestones');
    const [lead] = (await of.ledger(own.workspace, query({ conversion: 'lead' }), { rows: 10, offset: 0 }, 'P-1')).rows;
    expect(lead?.conversion).toMatchObject({ milestones: [] });
    expect(lead?.conversion).not.toHaveProperty('dateOnly');
  });
});
