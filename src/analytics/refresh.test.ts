// When read models are built anew: facts moved on, a setting changed, the statements or the tables are of another version.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { identifier, joinSql, param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { markStale } from '../facts/mark-stale.js';
import { figuresQuery } from '../shared/api/figures.js';
import { DEFAULT_SETTINGS, type Settings } from '../shared/api/settings.js';
import type { Workspace } from '../shared/workspace.js';
import type { Analytics } from './analytics.js';
import { createAnalytics } from './create-analytics.js';
import { ROW_FACTS, type ReadModelBuild } from './read-models/build-context.js';
import { BUILD_ORDER, BUILT_TABLES } from './read-models/build-order.js';
import { buildContext, buildReadModels } from './refresh.js';

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

describe('what a read model’s rows come from', () => {
  const [at, changed] = ['2026-03-01 10:00:00.000', '2026-03-02 00:00:00.000'];
  /** A row of each table of facts that can give one to any read model. */
  const ROWS: Readonly<Record<(typeof ROW_FACTS)[number], Readonly<Record<string, unknown>>>> = {
    touches: { kind: 'page_view', grade: 'human', person_id: 1, visitor_id: 'v', visit_id: 'w', channel: 'Email', self_reported: 'a friend', at },
    submissions: { person_id: 1, form: 'demo', outcome: 'accepted', visitor_id: 'v', self_reported: 'a friend', at },
    persons: { person_id: 1, persona: 'buyer', account_id: 2, self_reported: 'a friend', at },
    accounts: { account_id: 2, name: 'Two', size: '12', at },
    stage_changes: { person_id: 1, stage: 'won', account_id: 2, at },
    deals: { person_id: 1, account_id: 2, created_at: at, closed_at: at, status: 'won', stage: 'won', type: 'new', amount: '10.00', currency: 'EUR', changed_at: changed },
    subscriptions: { person_id: 1, account_id: 2, starts_at: at, amount: '10.00', currency: 'EUR', interval: 'month', changed_at: changed },
    costs: { kind: 'media', from_day: '2026-03-01', until_day: '2026-03-02', amount: '10.00', currency: 'EUR', channel: 'Email', changed_at: changed },
    traffic: { day: '2026-03-01', visits: 3 },
    series_points: { series: 'Fairs', day: '2026-03-01', value: 3 },
  };
  const named = z.object({ name: z.string() });

  /** The facts without which a build has no row, those of the read models that it takes its rows from with them. */
  const factsOf = ({ rowsFrom }: ReadModelBuild): string[] => [...new Set(rowsFrom.flatMap((from) => (from.endsWith('_next') ? BUILD_ORDER.filter((b) => `${b.table}_next` === from).flatMap(factsOf) : [from])))].sort();
  /** What one read model alone takes its rows from goes together. */
  const apart = [...new Set(BUILD_ORDER.map((b) => factsOf(b).join()))].map((facts) => facts.split(','));
  const alone = apart.flatMap((facts) => (facts.length === 1 && BUILD_ORDER.filter((b) => b.rowsFrom.some((f) => facts.includes(f))).length === 1 ? facts : []));
  const cases = [...apart.filter((facts) => !facts.every((f) => alone.includes(f))), alone];

  it.each(cases.map((lacking) => [lacking.join(', '), lacking] as const))('is left out without %s, and would give none', async (name, lacking) => {
    const [workspace] = await stores.records.query(z.object({ id: z.number() }), sql`INSERT INTO workspaces (name) VALUES (${param('String', name)}) RETURNING id`);
    const build = buildContext({ id: workspace?.id ?? 0, name, settings: DEFAULT_SETTINGS }, { target: workspace?.id ?? 0 });
    for (const table of ROW_FACTS.filter((t) => !lacking.includes(t))) {
      const row = { workspace_id: build.source, event_id: 'a', received_at: changed, source_id: 'test', import_id: 1, ...ROWS[table] };
      await stores.facts.insert(table, Object.keys(row), [Object.values(row)]);
    }
    await buildReadModels(stores.facts, build);
    const rowsIn = async (tables: readonly string[]): Promise<string[]> => (await stores.facts.query(named, joinSql(tables.map((t) => sql`SELECT ${param('String', t)} AS name FROM ${identifier(t)} WHERE workspace_id = ${param('UInt32', build.target)} LIMIT 1`), sql` UNION ALL `))).map((r) => r.name);
    const tables = BUILT_TABLES.map((t) => `${t}_next`);
    // What was built before is where the statements read it.
    for (const t of await rowsIn(BUILT_TABLES)) await stores.facts.execute(sql`ALTER TABLE ${identifier(`${t}_next`)} REPLACE PARTITION ${param('UInt32', build.target)} FROM ${identifier(t)}`);
    const before = await rowsIn(tables);
    const leftOut = BUILD_ORDER.filter((b) => factsOf(b).every((f) => lacking.includes(f)));
    expect(leftOut.length).toBeGreaterThan(0);
    for (const { statements } of leftOut) for (const statement of statements(build)) await stores.facts.execute(statement);
    expect((await rowsIn(tables)).sort()).toEqual(before.sort());
  });
});
