// Read models on the real engines: built for the settings of whoever asks, and told of without being built first.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { openImportHouse, type ImportHouse } from '../../test/support/import-house.js';
import { createAnalytics } from './create-analytics.js';

let stores: TestStores;
let house: ImportHouse;

beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores);
});
afterAll(async () => {
  await house.close();
  await stores.close();
});

const MAPPING = 'who: { visitorId: v }\nfacts: [{ kind: touch, at: t, touch: { value: page_view } }]\n';
const daysOf = async (id: number): Promise<string[]> =>
  (await stores.facts.query(z.object({ day: z.string() }), sql`SELECT toString(day) AS day FROM visits WHERE workspace_id = ${param('UInt32', id)} ORDER BY day`)).map(({ day }) => day);

test('a question that waited while the settings changed leaves none of its own behind', async () => {
  const analytics = await createAnalytics(stores);
  const before = await house.workspace({ timeZone: 'UTC' });
  await house.bringIn(before, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  const after = await house.workspaces.set(before, { timeZone: 'Asia/Tokyo' });
  await analytics.refresh(before);
  await analytics.refresh(after);
  expect(await daysOf(after.id)).toEqual(['2026-03-02']);
});

test('the extent is what has come in, and nothing when all is taken back', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace();
  const first = await house.bringIn(w, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  const second = await house.bringIn(w, 'v,t\na,2026-04-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-04-01' });
  for (const { id } of [first, second]) await house.imports.undo(w, id);
  expect(await analytics.extent(w)).toBeNull();
});

test('the extent of a rebuild that takes long is that of the read models as they stand; only while there are none it waits', async () => {
  const analytics = await createAnalytics({ ...stores, patience: 0 });
  const w = await house.workspace();
  await house.bringIn(w, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  await house.bringIn(w, 'v,t\na,2026-04-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  await analytics.refresh(w);
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-04-01' });
});
