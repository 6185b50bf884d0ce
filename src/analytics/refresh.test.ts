// When read models are built anew: facts moved on, a setting changed, the statements or the tables are of another version.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { markStale } from '../facts/mark-stale.js';
import { figuresQuery } from '../shared/api/figures.js';
import { DEFAULT_SETTINGS, type Settings } from '../shared/api/settings.js';
import type { Workspace } from '../shared/workspace.js';
import type { Analytics } from './analytics.js';
import { createAnalytics } from './create-analytics.js';

let stores: TestStores;
let analytics: Analytics;
let id: number;

const workspaceWith = (settings: Partial<Settings>): Workspace => ({ id, name: 'one', settings: { ...DEFAULT_SETTINGS, ...settings } });

/** Inquiries of the last day of March. */
async function inquiries(settings: Partial<Settings> = {}): Promise<unknown> {
  const { rows } = await analytics.figures(workspaceWith(settings), figuresQuery.parse({ kpis: ['inquiries'], from: '2026-03-31', to: '2026-04-01' }));
  return rows[0]?.value;
}

/** Takes a row out of the read model itself: it is back only when that has been built anew. */
const spoil = (): Promise<void> => stores.facts.execute(sql`DELETE FROM submission_facts WHERE workspace_id = ${param('UInt32', id)}`);

beforeAll(async () => {
  stores = await openTestStores();
  analytics = await createAnalytics({ facts: stores.facts, records: stores.records, now: () => '2026-05-01T00:00:00.000Z' });
  const [row] = await stores.records.query(z.object({ id: z.number() }), sql`INSERT INTO workspaces (name) VALUES ('one') RETURNING id`);
  id = row?.id ?? 0;
  // Half past eleven at night in UTC: the first of April in Prague.
  await stores.facts.insert('submissions', ['workspace_id', 'event_id', 'at', 'received_at', 'person_id', 'form', 'outcome', 'import_id'],
    [[id, 'a', '2026-03-31 23:30:00.000', '2026-04-02 00:00:00.000', 1, 'demo', 'accepted', 1]]);
});
afterAll(() => stores.close());

it('builds once, and again when facts have moved on', async () => {
  expect(await inquiries()).toBe(1);
  await spoil();
  expect(await inquiries()).toBe(0);
  await markStale(stores.records, [id]);
  expect(await inquiries()).toBe(1);
});

it('builds again when a setting that the statements hold has changed, and not for another', async () => {
  expect(await inquiries({ timeZone: 'Europe/Prague' })).toBe(0);
  expect(await inquiries()).toBe(1);
  await spoil();
  expect(await inquiries({ fewSample: 3 })).toBe(0);
});

it('builds again when the statements are those of another version', async () => {
  await stores.records.execute(sql`UPDATE read_model_state SET built_from = 'an earlier version' WHERE workspace_id = ${param('Int32', id)}`);
  expect(await inquiries()).toBe(1);
});

it('builds into tables that a migration has given another column, key or engine', async () => {
  await stores.facts.script('ALTER TABLE submission_facts ADD COLUMN mood LowCardinality(String)');
  await stores.facts.script('DROP TABLE deal_facts_next SYNC');
  await markStale(stores.records, [id]);
  expect(await inquiries()).toBe(1);
});
