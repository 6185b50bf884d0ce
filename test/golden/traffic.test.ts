// Other products' counts of visits, through the import runner: how they stand beside visits that were seen here, what
// happens when a day is exported again, and what can be said of visitors.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics } from '../../src/analytics/analytics.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { openTestStores, type TestStores } from '../../src/database/test-stores.js';
import { explainQuery, figuresQuery, type Figure, type FigureRow } from '../../src/shared/api/figures.js';
import type { Workspace } from '../../src/shared/workspace.js';
import { openImportHouse, type ImportHouse } from '../support/import-house.js';

let stores: TestStores;
let house: ImportHouse;
let analytics: Analytics;

beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores);
  analytics = await createAnalytics({ ...stores, now: () => '2026-09-01T00:00:00.000Z' });
}, 240_000);
afterAll(async () => {
  await house.close();
  await stores.close();
});

const fixture = (name: string): Promise<Buffer> => readFile(new URL(`../fixtures/imports/${name}`, import.meta.url));
async function bring(workspace: Workspace, connector: string, content: string | Uint8Array, more: { options?: Record<string, unknown>; mapping?: string } = {}): Promise<string> {
  const document = await house.bringIn(workspace, content, { connector, ...more });
  expect([document.error, document.rejected]).toEqual([null, 0]);
  return document.id;
}
const RANGE = { from: '2026-07-01', to: '2026-07-03' };
const ask = async (workspace: Workspace, query: Record<string, unknown>): Promise<FigureRow[]> => [...(await analytics.figures(workspace, figuresQuery.parse({ ...RANGE, ...query }))).rows];
const values = (rows: readonly FigureRow[], kpi: string): Figure[] => rows.filter((row) => row.kpi === kpi).map((row) => row.value);
const byValue = (rows: readonly FigureRow[], kpi: string, dimension: string): Record<string, Figure> => Object.fromEntries(rows.filter((row) => row.kpi === kpi).map((row) => [row.dims?.[dimension] ?? '', row.value]));

const TOUCHES = 'who: { visitorId: visitor }\nfacts:\n  - { kind: touch, at: at, touch: { value: page_view } }\n';

describe('a count by day, source and medium', { timeout: 240_000 }, () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await house.workspace();
    await bring(workspace, 'ga4', await fixture('ga4/source-medium-by-day.csv'));
  }, 240_000);

  it('is counted as visits, split by what it is split by, and says whose count it is', async () => {
    const kpis = ['visits', 'bounces', 'engaged_visits', 'pageviews', 'bounce_rate'];
    const rows = await ask(workspace, { kpis });
    expect(kpis.map((kpi) => values(rows, kpi)[0])).toEqual([260, 110, 150, 640, 110 / 260]);
    expect(rows[0]?.remark).toContain('ga4');
    expect(byValue(await ask(workspace, { kpis: ['visits'], by: ['channel'] }), 'visits', 'channel')).toEqual({ 'Organic Search': 170, Direct: 50, 'Paid Search': 10, Unassigned: 30 });
    const { columns, rows: listed, sum } = await analytics.explain(workspace, explainQuery.parse({ ...RANGE, kpi: 'visits' }));
    expect([sum, listed.length, new Set(listed.map((row) => row.cells[columns.indexOf('traffic_source')]))]).toEqual([260, 5, new Set(['ga4'])]);
  });

  it('does not say how many different visitors there were, nor what it is not split by', async () => {
    const rows = await ask(workspace, { kpis: ['visitors', 'visitor_to_lead_rate', 'form_fill_rate'] });
    expect(rows.map((row) => [row.value, row.status])).toEqual([[null, 'none'], [null, 'none'], [null, 'none']]);
    expect(rows[0]?.remark).toContain('not known');
    const [filtered] = await ask(workspace, { kpis: ['visits'], where: [{ dimension: 'campaign', values: ['Spring'] }] });
    expect([filtered?.value, filtered?.status]).toEqual([null, 'none']);
    const one = await ask(workspace, { kpis: ['visitors'], to: '2026-07-02', where: [{ dimension: 'medium', values: ['organic'] }] });
    expect(one[0]?.value).toBe(90);
    const { sum } = await analytics.explain(workspace, explainQuery.parse({ ...RANGE, kpi: 'visitors' }));
    expect(sum).toBeNull();
  });

  it('with the days\' totals beside it counts each visit once, and knows a day\'s visitors', async () => {
    await bring(workspace, 'ga4', (await fixture('ga4/days.csv')).toString().replace('# Start', '# Property: northlight.example\n# Start'));
    const rows = await ask(workspace, { kpis: ['visits', 'visitors'], every: 'day' });
    expect([values(rows, 'visits'), values(rows, 'visitors')]).toEqual([[160, 100], [125, 75]]);
    const { sum } = await analytics.explain(workspace, explainQuery.parse({ ...RANGE, to: '2026-07-02', kpi: 'visitors' }));
    expect(sum).toBe(125);
  });

  it('exported again replaces the day as a whole; undone, the day is as it was', async () => {
    const restated = '# Property: northlight.example\nDate,Session source / medium,Total users,Sessions,Engaged sessions,Views\n20260702,google / organic,70,95,55,230\n20260702,bing / organic,4,5,2,9\n';
    const id = await bring(workspace, 'ga4', restated);
    expect(byValue(await ask(workspace, { kpis: ['visits'], by: ['source'], from: '2026-07-02' }), 'visits', 'source')).toEqual({ google: 95, bing: 5 });
    await house.imports.undo(workspace, id);
    expect(byValue(await ask(workspace, { kpis: ['visits'], by: ['source'], from: '2026-07-02' }), 'visits', 'source')).toEqual({ google: 70, '(unmatched)': 30 });
  });

  it('gives way on days on which a browser was seen here, and to no other product on the rest', async () => {
    await bring(workspace, 'plausible', await fixture('plausible/imported_visitors_20260701_20260702.csv'));
    await bring(workspace, 'csv', 'visitor,at\nv1,2026-07-02 10:00\nv2,2026-07-02 11:00\nv2,2026-07-02 18:00\n', { mapping: TOUCHES });
    expect(values(await ask(workspace, { kpis: ['visits'], every: 'day' }), 'visits')).toEqual([160, 3]);
    const [visits, bounces, visitors] = await ask(workspace, { kpis: ['visits', 'bounces', 'visitors'] });
    expect([visits?.value, bounces?.value, visitors?.value]).toEqual([163, 75, null]);
    expect(visits?.remark).toContain('1 day');
    workspace = await house.workspaces.set(workspace, { trafficSource: 'plausible' });
    expect(values(await ask(workspace, { kpis: ['visits'], every: 'day' }), 'visits')).toEqual([120, 3]);
    workspace = await house.workspaces.set(workspace, { trafficSource: 'none' });
    expect(values(await ask(workspace, { kpis: ['visits'], every: 'day' }), 'visits')).toEqual([0, 3]);
  });
});

describe('a count beside what a CRM tells of visits', { timeout: 240_000 }, () => {
  it('stands for the day: persons without a browser are no measure of its visits', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'csv', 'email,at\na@x.example,2026-07-01 10:00\n', { mapping: TOUCHES.replace('visitorId: visitor', 'email: email') });
    expect(values(await ask(workspace, { kpis: ['visits'] }), 'visits')).toEqual([1]);
    await bring(workspace, 'matomo', await fixture('matomo/visits-utf16.csv'));
    const rows = await ask(workspace, { kpis: ['visits', 'pageviews'], every: 'day' });
    expect([values(rows, 'visits'), values(rows, 'pageviews')]).toEqual([[120, 80], [null, null]]);
  });

  it('spread from a total gives way to counts by day, and is marked', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'ga4', await fixture('ga4/channels-range.csv'), { options: { spread: true } });
    const [spread] = await ask(workspace, { kpis: ['visits'], to: '2026-07-04' });
    expect([spread?.value, spread?.remark]).toEqual([240, expect.stringContaining('spread evenly')]);
    await bring(workspace, 'ga4', 'Date,Sessions\n20260701,100\n');
    expect(values(await ask(workspace, { kpis: ['visits'], to: '2026-07-04', every: 'day' }), 'visits')).toEqual([100, 80, 80]);
  });
});
