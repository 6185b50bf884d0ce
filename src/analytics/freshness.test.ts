import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, moment, openPlainStores, type PlainStores } from '../../test/support/plain-facts.js';

let stores: PlainStores;
beforeAll(async () => {
  stores = await openPlainStores();
}, 240_000);
afterAll(() => stores.close());

const NOW = '2026-07-20T22:30:00.000Z';
const july = (day: number): string => `2026-07-${String(day).padStart(2, '0')}`;

it('tells each source\'s last day, in the workspace\'s zone, and whether it is late by its own rhythm', { timeout: 120_000 }, async () => {
  const workspace = await stores.workspace({ timeZone: 'Europe/Prague', currency: 'EUR' }, NOW);
  const media = (from: string, until: string, source: string) => ({ from_day: from, until_day: until, kind: 'media', amount: '1', currency: 'EUR', source_id: source });
  await workspace.add('costs', [...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((d) => media(july(d), july(d), 'meta-ads')), ...['04', '05', '06', '07'].map((m) => media(`2026-${m}-01`, `2026-${m}-28`, 'costs'))]);
  await workspace.add('touches', [{ ...moment('2026-07-20T22:10:00Z'), kind: 'page_view', visitor_id: 'v', source_id: 'csv' }]);
  await workspace.add('traffic', [1, 8, 15].map((d) => ({ day: july(d), visits: 5, source_id: 'ga4', received_at: at('2026-07-16T08:00:00Z') })));
  const { today, sources } = await workspace.analytics.freshness(workspace.workspace);
  expect(today).toBe('2026-07-21');
  expect(sources.map((s) => [s.source, s.kind, s.lastDay, s.ageDays, s.everyDays, s.stale])).toEqual([
    // Daily until the tenth: eleven days are too many.
    ['meta-ads', 'cost', '2026-07-10', 11, 1, true],
    // Weekly: six days are not.
    ['ga4', 'traffic', '2026-07-15', 6, 7, false],
    // A cost under way reaches to today.
    ['costs', 'cost', '2026-07-21', 0, expect.any(Number), false],
    // Half past midnight in Prague.
    ['csv', 'touch', '2026-07-21', 0, 1, false],
  ]);
  expect(sources.find((s) => s.source === 'ga4')?.receivedAt).toBe('2026-07-16T08:00:00.000Z');
});

it('of an empty workspace is empty', { timeout: 120_000 }, async () => {
  const workspace = await stores.workspace({}, NOW);
  expect((await workspace.analytics.freshness(workspace.workspace)).sources).toEqual([]);
});
