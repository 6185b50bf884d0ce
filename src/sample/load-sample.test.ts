// The sample company through the import runner on real engines: once, resumable, undone as one import, and its figures.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWorkspaces, type Workspaces } from '../access/workspaces.js';
import type { Analytics } from '../analytics/analytics.js';
import { createAnalytics } from '../analytics/create-analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { createImports, type FactsIn } from '../imports/create-imports.js';
import type { Imports } from '../imports/imports.js';
import { figuresQuery } from '../shared/api/figures.js';
import type { Workspace } from '../shared/workspace.js';
import { loadSample, type LoadedSample, type LoadOptions } from './load-sample.js';

const UNTIL = '2026-10-18';
const TABLES = ['touches', 'submissions', 'stage_changes', 'deals', 'subscriptions', 'costs', 'persons', 'accounts', 'rates', 'series_points', 'identities'];

let folder: string;
let stores: TestStores;
let facts: FactsStore;
let records: RecordsStore;
let workspaces: Workspaces;
let imports: Imports & FactsIn;
let analytics: Analytics;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leadline-sample-'));
  stores = await openTestStores();
  ({ facts, records } = stores);
  workspaces = createWorkspaces(records, facts);
  imports = await createImports({ facts, records, workspaces, folder: path.join(folder, 'imports'), log: pino({ level: 'silent' }) });
  analytics = await createAnalytics({ facts, records, now: () => `${UNTIL}T00:00:00.000Z` });
});
afterAll(async () => {
  await imports.close();
  await stores.close();
  await rm(folder, { recursive: true });
});

const load = (workspace: Workspace, options: Partial<LoadOptions> = {}): Promise<LoadedSample> =>
  loadSample({ records, writer: imports.writer, workspaces, rejectsFolder: path.join(folder, 'imports', 'rejects') }, workspace, { until: UNTIL, touches: 10_000, ...options });

const newWorkspace = async (name: string): Promise<Workspace> => {
  await records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', name)})`);
  return workspaces.open(name);
};

async function stored(workspace: Workspace): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const [row] = await facts.query(z.object({ n: z.coerce.number() }), sql`SELECT count() AS n FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspace.id)}`);
    counts[table] = row?.n ?? -1;
  }
  return counts;
}

const figures = async (workspace: Workspace): Promise<unknown> =>
  (await analytics.figures(await workspaces.byId(workspace.id), figuresQuery.parse({ from: '2024-10-18', to: UNTIL, intervals: 'exact' }))).rows;

describe('loading the sample company', () => {
  let workspace: Workspace;
  let first: LoadedSample;
  beforeAll(async () => {
    workspace = await workspaces.open();
    first = await load(workspace);
  });

  it('stores facts of every kind and refuses the mistyped rows with reasons', async () => {
    expect(first.outcome).toBe('loaded');
    expect(Object.keys(first.counts?.facts ?? {})).toHaveLength(10);
    const [shown] = await imports.list(workspace);
    expect(shown).toMatchObject({ connector: 'sample', state: 'done', progress: 1, duplicates: 0, firstDay: expect.any(String) });
    expect(shown?.rejected).toBeGreaterThan(4);
    expect(shown?.problems.map((p) => p.reason).join('\n')).toMatch(/is no stage|is no currency|ends before|the date lies/);
  });

  it('gives the workspace its zone, currency and country', async () => {
    expect(await workspaces.get(workspace)).toMatchObject({ timeZone: 'Europe/Berlin', currency: 'EUR', country: 'DE' });
  });

  it('does nothing the second time, whatever the day', async () => {
    const before = await stored(workspace);
    expect(await load(workspace, { until: '2026-10-19' })).toMatchObject({ outcome: 'present', importId: first.importId });
    expect(await stored(workspace)).toEqual(before);
  });

  it('answers for figures that a marketer would believe', async () => {
    const rows = z.array(z.object({ kpi: z.string(), value: z.union([z.number(), z.string()]).nullable() })).parse(await figures(workspace));
    const value = new Map(rows.map((row) => [row.kpi, Number(row.value)]));
    expect(value.get('leads')).toBeGreaterThan(100);
    expect(value.get('cost_per_lead')).toBeGreaterThan(50);
    expect(value.get('cost_per_lead')).toBeLessThan(220);
    expect(value.get('mrr')).toBeGreaterThan(1_000);
    expect(value.get('visitors')).toBeGreaterThan(1_000);
    expect(value.get('scrub_rate')).toBeGreaterThan(0.03);
  });

  it('goes on where it was stopped and ends with the same facts and figures', async () => {
    const other = await newWorkspace('stopped');
    const stop = new AbortController();
    const stopped = await load(other, { stop: stop.signal, onProgress: (_, share) => { if (share > 0.3) stop.abort(); } });
    expect(stopped.outcome).toBe('stopped');
    expect((await imports.list(other))[0]?.state).toBe('interrupted');
    const resumed = await load(other);
    expect(resumed).toMatchObject({ outcome: 'loaded', importId: stopped.importId, counts: first.counts });
    expect(await stored(other)).toEqual(await stored(workspace));
    expect(await figures(other)).toEqual(await figures(workspace));
  });

  it('goes away as one import, and can be loaded again', async () => {
    await imports.undo(workspace, first.importId ?? '');
    const left = await stored(workspace);
    expect({ ...left, identities: 0 }).toEqual(Object.fromEntries(TABLES.map((table) => [table, 0])));
    expect((await load(workspace)).outcome).toBe('loaded');
  });

  it('stays away from a workspace that has data of its own', async () => {
    const own = await newWorkspace('own');
    await records.execute(sql`INSERT INTO imports (workspace_id, upload_id, connector, file, size, digest, options, dry_run, state, counts)
      VALUES (${param('Int32', own.id)}, 'u', 'csv', 'leads.csv', 10, 'd', '{}', false, 'done', '{"read":1,"accepted":1,"duplicates":0,"rejected":0,"skipped":0,"facts":{}}')`);
    expect(await load(own)).toEqual({ outcome: 'present' });
    expect((await stored(own))['touches']).toBe(0);
  });
});
