// Reports of an ad account at every level, with restated days, renamed campaigns and totals over ranges, through the
// import runner: whatever comes in, and in whatever order, an account's day costs once what the platform says it cost.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics } from '../../src/analytics/analytics.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { openTestStores, type TestStores } from '../../src/database/test-stores.js';
import { explainQuery, figuresQuery, type Figure } from '../../src/shared/api/figures.js';
import type { ImportDocument } from '../../src/shared/api/imports.js';
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
async function bring(workspace: Workspace, connector: string, content: string | Uint8Array, options: Record<string, unknown> = {}): Promise<ImportDocument> {
  const document = await house.bringIn(workspace, content, { connector, options });
  expect([document.error, document.rejected]).toEqual([null, 0]);
  return document;
}
async function byDay(workspace: Workspace, kpi = 'cost', from = '2026-07-01', to = '2026-07-03'): Promise<Figure[]> {
  return (await analytics.figures(workspace, figuresQuery.parse({ kpis: [kpi], from, to, every: 'day' }))).rows.map((row) => row.value);
}
async function byCampaign(workspace: Workspace, from = '2026-07-01', to = '2026-07-03'): Promise<Record<string, Figure>> {
  const { rows } = await analytics.figures(workspace, figuresQuery.parse({ kpis: ['cost'], from, to, by: ['campaign'] }));
  return Object.fromEntries(rows.map((row) => [row.dims?.['campaign'] ?? '', row.value]));
}

const RESTATED = 'Reporting starts,Reporting ends,Day,Campaign name,Amount spent (EUR),Impressions,Link clicks,Campaign ID\n'
  + '2026-07-02,2026-07-02,2026-07-02,"Spring, early birds",92.50,1300,31,120211\n2026-07-02,2026-07-02,2026-07-02,勉強会 ウェビナー,1,50,1,120212\n';

describe('reports of the same days at several levels', { timeout: 240_000 }, () => {
  it.each([['the campaigns first', 0], ['the ad sets first', 1]])('cost once what the platform says, %s', async (_, first) => {
    const workspace = await house.workspace();
    const files = ['meta-ads/campaigns-by-day.csv', 'meta-ads/ad-sets-by-day.csv'];
    for (const name of first === 0 ? files : files.toReversed()) await bring(workspace, 'meta-ads', await fixture(name));
    expect(await byDay(workspace)).toEqual(['70.30', '90.00']);
    expect(await byDay(workspace, 'impressions')).toEqual([1380, 1320]);
    expect(await byCampaign(workspace)).toEqual({ 'Spring, early birds': '140.00', '勉強会 ウェビナー': '20.30' });
  });

  it('follow the report that was received last, and go back when it is undone', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'meta-ads', await fixture('meta-ads/campaigns-by-day.csv'));
    await bring(workspace, 'meta-ads', await fixture('meta-ads/ad-sets-by-day.csv'));
    const restated = await bring(workspace, 'meta-ads', RESTATED);
    expect(await byDay(workspace)).toEqual(['70.30', '93.50']);
    expect((await bring(workspace, 'meta-ads', RESTATED))).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await byDay(workspace)).toEqual(['70.30', '93.50']);
    await house.imports.undo(workspace, restated.id);
    expect((await byDay(workspace)).map(Number)).toEqual([70.3, 93.5]);
  });

  it('know a campaign by its id when it has another name', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'meta-ads', await fixture('meta-ads/campaigns-by-day.csv'));
    await bring(workspace, 'meta-ads', RESTATED.replaceAll('"Spring, early birds"', 'Spring 2026'));
    expect(await byCampaign(workspace)).toEqual({ 'Spring, early birds': '50.00', 'Spring 2026': '92.50', '勉強会 ウェビナー': '21.30' });
  });

  it('that name no campaign count only where no report does', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'meta-ads', 'Day,Ad set name,Amount spent (EUR)\n2026-07-01,Lookalike,70.30\n2026-07-02,Lookalike,90.00\n');
    await bring(workspace, 'meta-ads', 'Day,Account name,Amount spent (EUR)\n2026-07-01,North,70.30\n2026-07-02,North,90.00\n');
    expect(await byDay(workspace)).toEqual(['70.30', '90.00']);
    await bring(workspace, 'meta-ads', 'Day,Campaign name,Amount spent (EUR)\n2026-07-02,Spring,91.00\n');
    expect(await byDay(workspace)).toEqual(['70.30', '91.00']);
  });

  it('of different accounts are added up, also where their campaigns have one name', async () => {
    const workspace = await house.workspace();
    for (const account of ['North', 'South']) await bring(workspace, 'meta-ads', `Day,Account name,Campaign name,Amount spent (EUR)\n2026-07-01,${account},Brand,10\n`);
    expect(await byDay(workspace)).toEqual(['20.00', null]);
    await bring(workspace, 'meta-ads', 'Day,Account name,Campaign name,Ad set name,Amount spent (EUR)\n2026-07-01,North,Brand,A,4\n2026-07-01,North,Brand,B,6\n');
    expect(await byDay(workspace)).toEqual(['20.00', null]);
  });

  it('of LinkedIn and Microsoft: campaigns, ads, groups and the API hold the same money', async () => {
    const workspace = await house.workspace({ currency: 'USD' });
    for (const name of ['campaigns-utf16.csv', 'ads-utf16.csv', 'api.csv']) await bring(workspace, 'linkedin-ads', await fixture(`linkedin-ads/${name}`));
    await bring(workspace, 'linkedin-ads', 'Start Date (in UTC),Campaign Group Name,Total Spent,Impressions\n2026-01-05,Pipeline,1100.50,20100\n2026-01-06,Pipeline,99.50,1\n2026-01-06,Brand,40,1\n');
    expect(await byDay(workspace, 'cost', '2026-01-05', '2026-01-07')).toEqual(['1100.50', '139.50']);
    const other = await house.workspace();
    await bring(other, 'microsoft-ads', await fixture('microsoft-ads/campaigns-by-day.csv'));
    await bring(other, 'microsoft-ads', await fixture('microsoft-ads/ad-groups-api.tsv'));
    expect(await byCampaign(other)).toEqual({ Brand: '61.20', Competitors: '18.90' });
  });
});

describe('a total over a range', { timeout: 240_000 }, () => {
  const JULY = 'Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions\n2026-07-01,2026-07-31,Spring,3100,31000\n';

  it('is refused unless it may be spread; spread, it fills only the days that no report by day covers, and says so', async () => {
    const workspace = await house.workspace();
    expect((await house.bringIn(workspace, JULY, { connector: 'meta-ads' })).error).toMatchObject({ code: 'wrong_file' });
    await bring(workspace, 'meta-ads', JULY, { spread: true });
    expect(await byDay(workspace)).toEqual(['100.00', '100.00']);
    await bring(workspace, 'meta-ads', 'Day,Campaign name,Amount spent (EUR)\n2026-07-01,Spring,70\n');
    expect(await byDay(workspace)).toEqual(['70.00', '100.00']);
    const { columns, rows } = await analytics.explain(workspace, explainQuery.parse({ kpi: 'cost', from: '2026-07-01', to: '2026-07-03' }));
    expect(rows.map((row) => row.cells[columns.indexOf('covers')])).toEqual([null, '2026-07-01 to 2026-07-31']);
  });

  it('gives way to one over fewer days', async () => {
    const workspace = await house.workspace();
    await bring(workspace, 'meta-ads', JULY, { spread: true });
    await bring(workspace, 'meta-ads', 'Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n2026-07-01,2026-07-02,Spring,50\n', { spread: true });
    expect(await byDay(workspace, 'cost', '2026-07-01', '2026-07-04')).toEqual(['25.00', '25.00', '100.00']);
  });
});
