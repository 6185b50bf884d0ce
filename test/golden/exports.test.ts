// Real exports in, published results out: the shared data sets go through connectors, imports, identity, read models and
// figures, and must come to what was computed from the raw files elsewhere. Runs where the shared data is at hand.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWorkspaces, type Workspaces } from '../../src/access/workspaces.js';
import type { Analytics } from '../../src/analytics/analytics.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { openTestStores, type TestStores } from '../../src/database/test-stores.js';
import { createImports } from '../../src/imports/create-imports.js';
import type { Imports } from '../../src/imports/imports.js';
import { figuresQuery, type FigureRow } from '../../src/shared/api/figures.js';
import type { ImportDocument } from '../../src/shared/api/imports.js';
import type { Workspace } from '../../src/shared/workspace.js';

const DATA = path.resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(DATA);
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(DATA, file), 'utf8'));

let stores: TestStores;
let folder: string;
let imports: Imports;
let analytics: Analytics;
let workspaces: Workspaces;
let workspace: Workspace;

beforeAll(async () => {
  stores = await openTestStores();
  folder = await mkdtemp(path.join(tmpdir(), 'leadline-exports-'));
  workspaces = createWorkspaces(stores.records, stores.facts);
  workspace = await workspaces.set(await workspaces.open(), { currency: 'USD' });
  imports = await createImports({ ...stores, workspaces, folder, log: pino({ level: 'silent' }) });
  analytics = await createAnalytics(stores);
});
afterAll(async () => {
  await imports.close();
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

async function bring(connector: string, file: string, mapping?: string): Promise<ImportDocument> {
  const { uploadId } = await imports.saveUpload(workspace, createReadStream(path.join(DATA, file)), path.basename(file));
  const guessed = mapping ?? (connector === 'csv' ? (await imports.preview(workspace, { uploadId, connector })).mapping ?? undefined : undefined);
  let state = await imports.start(workspace, { uploadId, connector, dryRun: false, ...(guessed !== undefined && { mapping: guessed }) });
  while (state.state === 'waiting' || state.state === 'running') {
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    state = await imports.get(workspace, state.id);
  }
  expect(state.error).toBeNull();
  return state;
}

async function ask(query: z.input<typeof figuresQuery>): Promise<readonly FigureRow[]> {
  return (await analytics.figures(workspace, figuresQuery.parse(query))).rows;
}
const value = (rows: readonly FigureRow[], kpi: string, dims?: Record<string, string>): FigureRow['value'] | undefined =>
  rows.find((r) => r.kpi === kpi && Object.entries(dims ?? {}).every(([d, v]) => r.dims?.[d] === v))?.value;

it.runIf(!present)('has no shared data to check against', () => {
  expect(present).toBe(false);
});

describe.runIf(present)('a CRM export (zoho)', () => {
  const range = { from: '2018-01-01', to: '2022-01-01' };
  const counted = z.object({ n: z.number(), amount: z.string() });
  const expected = z.object({
    leads: z.number(), stages: z.record(z.string(), counted), leads_by_source: z.record(z.string(), z.number()),
    won_by_potential_source: z.record(z.string(), counted), won: counted, campaigns_actual_cost: z.string(),
  });

  beforeAll(async () => {
    for (const name of ['Leads', 'Potentials', 'Campaigns', 'Contacts', 'Accounts', 'Calls']) await bring('zoho', `zoho/${name}.csv`);
  }, 240_000);

  it('gives the leads, deals, revenue and cost that the raw files have', async () => {
    const e = expected.parse(read('zoho/expected.json'));
    const rows = await ask({ ...range, kpis: ['leads', 'won_deals', 'revenue', 'lost_deals', 'open_pipeline', 'cost'] });
    const open = Object.entries(e.stages).filter(([stage]) => stage.endsWith('/ Open')).reduce((sum, [, s]) => sum + Number(s.amount), 0);
    expect(value(rows, 'leads')).toBe(e.leads);
    expect(value(rows, 'won_deals')).toBe(e.won.n);
    expect(value(rows, 'revenue')).toBe(e.won.amount);
    expect(value(rows, 'lost_deals')).toBe(e.stages['Closed Lost / Lost']?.n);
    expect(Number(value(rows, 'open_pipeline'))).toBe(open);
    expect(value(rows, 'cost')).toBe(e.campaigns_actual_cost);
  });

  it('gives leads by source and won deals by the source that the deal names', async () => {
    const e = expected.parse(read('zoho/expected.json'));
    const leads = await ask({ ...range, kpis: ['leads'], by: ['source'] });
    expect(Object.fromEntries<unknown>(leads.map((r) => [r.dims?.['source'] ?? '', r.value]))).toEqual(e.leads_by_source);
    const won = await ask({ ...range, kpis: ['won_deals', 'revenue'], by: ['deal_source'] });
    for (const [source, { n, amount }] of Object.entries(e.won_by_potential_source)) {
      const dims = { deal_source: source === '' ? '(unmatched)' : source };
      expect(value(won, 'won_deals', dims)).toBe(n);
      expect(value(won, 'revenue', dims)).toBe(amount);
    }
  });

  it('changes no figure when a file comes again, nor after an undo and the file once more', async () => {
    const figures = (): Promise<readonly FigureRow[]> => ask({ ...range, kpis: ['leads', 'inquiries', 'won_deals', 'revenue', 'customers', 'cost'], by: ['source'] });
    const before = await figures();
    const again = await bring('zoho', 'zoho/Potentials.csv');
    expect(again).toMatchObject({ accepted: 0, duplicates: 1808, rejected: 0 });
    expect(await figures()).toEqual(before);
    const first = (await imports.list(workspace)).findLast((i) => i.file === 'Potentials.csv');
    await imports.undo(workspace, first?.id ?? '');
    expect(await figures()).toEqual(before);
    await imports.undo(workspace, again.id);
    expect(value(await ask({ ...range, kpis: ['won_deals'] }), 'won_deals')).toBe(0);
    await bring('zoho', 'zoho/Potentials.csv');
    expect(await figures()).toEqual(before);
  }, 240_000);
});

describe.runIf(present)('a list of qualified leads and their deals (olist), with guessed mappings', () => {
  const origin = z.object({ mql: z.number(), won: z.number(), mean_days: z.number(), median_days: z.number(), conversion: z.number() });
  const expected = z.object({
    mql: z.number(), closed: z.number(), conversion: z.number(), mean_days_to_close: z.number(), median_days_to_close: z.number(),
    by_origin: z.record(z.string(), origin), closed_by_month: z.record(z.string(), z.number()), mql_by_month: z.record(z.string(), z.number()),
  });
  const range = { from: '2017-06-01', to: '2018-03-01' };

  beforeAll(async () => {
    for (const { id } of await imports.list(workspace)) if ((await imports.get(workspace, id)).state === 'done') await imports.undo(workspace, id);
    await bring('csv', 'olist/marketing_qualified_leads.csv');
    await bring('csv', 'olist/closed_deals.csv');
  }, 240_000);

  it('converts as published, over all and by origin', async () => {
    const e = expected.parse(read('olist/expected.json'));
    const kpis = ['mqls', 'lead_conversion_rate:mql:won', 'time_to_convert:mql:won'];
    const [mqls, rate, time] = await ask({ ...range, kpis, basis: 'cohort' });
    expect(mqls?.value).toBe(e.mql);
    expect(rate).toMatchObject({ numerator: e.closed, denominator: e.mql });
    expect(rate?.value).toBeCloseTo(e.conversion, 12);
    expect(time?.converted?.mean).toBeCloseTo(e.mean_days_to_close, 8);
    expect(time?.converted?.median).toBeCloseTo(e.median_days_to_close, 8);
    const split = await ask({ ...range, kpis, basis: 'cohort', by: ['source'] });
    for (const [name, o] of Object.entries(e.by_origin)) {
      const of = (kpi: string): FigureRow | undefined => split.find((r) => r.kpi === kpi && r.dims?.['source'] === (name === '(missing)' ? '(unmatched)' : name));
      expect(of('lead_conversion_rate:mql:won')).toMatchObject({ numerator: o.won, denominator: o.mql });
      expect(of('time_to_convert:mql:won')?.converted?.mean).toBeCloseTo(o.mean_days, 6);
      expect(of('time_to_convert:mql:won')?.converted?.median).toBeCloseTo(o.median_days, 6);
    }
  });

  it('counts MQLs and won deals by month as published', async () => {
    const e = expected.parse(read('olist/expected.json'));
    const rows = await ask({ from: '2017-06-01', to: '2018-12-01', kpis: ['mqls', 'won_deals'], every: 'month' });
    const byMonth = (kpi: string): Record<string, unknown> =>
      Object.fromEntries<unknown>(rows.filter((r) => r.kpi === kpi && r.value !== 0).map((r) => [r.period?.from.slice(0, 7) ?? '', r.value]));
    expect(byMonth('mqls')).toEqual(e.mql_by_month);
    expect(byMonth('won_deals')).toEqual(e.closed_by_month);
  });
});
