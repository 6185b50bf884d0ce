// Exports of CRMs and of Stripe, made up here with the traps of real ones, through recognition, runner, identity, read
// models and figures; what must come out is computed by hand beside each.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Analytics } from '../../src/analytics/analytics.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { openTestStores, type TestStores } from '../../src/database/test-stores.js';
import { figuresQuery, type FigureRow } from '../../src/shared/api/figures.js';
import type { ImportDocument } from '../../src/shared/api/imports.js';
import type { Workspace } from '../../src/shared/workspace.js';
import { openImportHouse, type ImportHouse } from '../support/import-house.js';

let stores: TestStores;
let house: ImportHouse;
let analytics: Analytics;

beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores);
  analytics = await createAnalytics(stores);
});
afterAll(async () => {
  await house.close();
  await stores.close();
});

/** Imports a text as the product that its own columns show it to be of. */
async function bring(workspace: Workspace, product: string, text: string, name = 'export.csv'): Promise<ImportDocument> {
  const uploadId = await house.upload(workspace, text, name);
  const preview = await house.imports.preview(workspace, { uploadId });
  expect(preview.connector).toBe(product);
  const started = await house.imports.start(workspace, { uploadId, connector: product, dryRun: false });
  const ended = await house.ended(workspace, started.id);
  expect(ended.error).toBeNull();
  return ended;
}

const ask = async (workspace: Workspace, query: z.input<typeof figuresQuery>): Promise<readonly FigureRow[]> =>
  (await analytics.figures(await house.workspaces.byId(workspace.id), figuresQuery.parse(query))).rows;

/** Values by KPI of each month from January to March 2026, `null` and 0 alike as 0. */
async function months(workspace: Workspace, kpis: string[]): Promise<Record<string, number[]>> {
  const rows = await ask(workspace, { from: '2026-01-01', to: '2026-04-01', every: 'month', kpis });
  return Object.fromEntries(kpis.map((kpi) => [kpi, rows.filter((r) => r.kpi === kpi).map((r) => Number(r.value ?? 0))]));
}

describe('HubSpot', () => {
  const COMPANIES = `Record ID,Company name,Company Domain Name,Industry,Number of Employees,Create Date
9001,Acme s.r.o.,acme.example,SOFTWARE,120,2026-01-12 09:15
9002,Globex,globex.example,,,2026-01-31 23:51
`;
  const HEADER = 'Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Associated Company,Associated Company IDs,Original Source,Original Source Drill-Down 1,Became a lead date,Became a marketing qualified lead date,Became a sales qualified lead date,Became an opportunity date,Became a customer date';
  // 506 is Ann once more, in capitals; Di is a subscriber; Bo has no address. The portal is in Prague.
  const JANUARY = `${HEADER}
501,Ann,Lee,ann@acme.example,Opportunity,2026-01-12 09:14,Acme s.r.o.,9001,Paid Search,Brand,2026-01-12 09:14,2026-01-15 10:00,2026-01-20 16:30,2026-01-22 11:00,
502,Bo,Roe,,Lead,2026-01-31 23:50,Globex,9002,Organic Search,,2026-01-31 23:50,,,,
504,Di,Ng,di@hooli.example,Subscriber,2026-01-20 08:00,,,Email Marketing,,,,,,
506,Ann,Lee,ANN@ACME.EXAMPLE,Lead,2026-01-14 08:00,Acme s.r.o.,9001,Direct Traffic,,2026-01-14 08:00,,,,
`;
  const FEBRUARY = `${HEADER}
502,Bo,Roe,,Marketing Qualified Lead,2026-01-31 23:50,Globex,9002,Organic Search,,2026-01-31 23:50,2026-02-01 00:20,,,
501,Ann,Lee,ann@acme.example,Customer,2026-01-12 09:14,Acme s.r.o.,9001;9002,Paid Search,Brand,2026-01-13 09:14,2026-01-15 10:00,2026-01-20 16:30,2026-01-22 11:00,2026-02-10 23:40
507,Ed,Fox,ed@hooli.example,Lead,2026-02-05 08:00,,,Paid Search,Brand,2026-02-05 08:00,,,,
`;
  const DEALS = 'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal Type,Associated Company IDs,Associated Contact IDs,Last Modified Date';
  const FIRST_DEALS = `${DEALS}
7001,Acme 2026,Closed Won (Sales Pipeline),Sales Pipeline,"12,500.50",2026-02-10 23:40,2026-01-22 11:00,New Business,9001,501;502,2026-02-11 08:00
7002,Globex pilot,Proposal (Sales Pipeline),Sales Pipeline,"4,000",2026-06-30 00:00,2026-02-05 09:00,New Business,9002,502,2026-02-05 09:00
`;
  const LATER_DEALS = `${DEALS}
7001,Acme 2026,Closed Won (Sales Pipeline),Sales Pipeline,"13,000",2026-02-10 23:40,2026-01-22 11:00,New Business,9001,501;502,2026-03-02 08:00
7002,Globex pilot,Closed Lost (Sales Pipeline),Sales Pipeline,"4,000",2026-03-03 10:00,2026-02-05 09:00,New Business,9002,502,2026-03-03 10:00
7003,Acme more,Closed Won (Sales Pipeline),Sales Pipeline,"1,000",2026-03-20 10:00,2026-03-10 09:00,Existing Business,9001,501,2026-03-20 10:00
`;
  const KPIS = ['leads', 'mqls', 'sqls', 'opportunities', 'customers', 'won_deals', 'lost_deals', 'revenue'];
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await house.workspace({ timeZone: 'Europe/Prague' });
    for (const [text, name] of [[COMPANIES, 'companies.csv'], [JANUARY, 'january.csv'], [FIRST_DEALS, 'deals.csv']] as const) await bring(workspace, 'hubspot', text, name);
  }, 120_000);

  it('gives leads, stages, deals and revenue in the months of the portal\'s zone', async () => {
    // Ann twice is one lead; Bo became one ten minutes before February. Both deals make an opportunity, Ann's and Bo's.
    expect(await months(workspace, KPIS)).toEqual({
      leads: [2, 0, 0], mqls: [1, 0, 0], sqls: [1, 0, 0], opportunities: [1, 1, 0], customers: [0, 1, 0], won_deals: [0, 1, 0], lost_deals: [0, 0, 0], revenue: [0, 12_500.5, 0],
    });
    const bySource = await ask(workspace, { from: '2026-01-01', to: '2026-04-01', kpis: ['leads', 'revenue'], by: ['source'] });
    expect(bySource.filter((r) => r.kpi === 'leads').map((r) => [r.dims?.['source'], r.value])).toEqual(expect.arrayContaining([['Paid Search', 1], ['Organic Search', 1]]));
    expect(bySource.find((r) => r.kpi === 'revenue' && r.dims?.['source'] === 'Paid Search')?.value).toBe('12500.50');
  });

  it('takes a later, overlapping export: what is new counts, what changed is the same record', async () => {
    await bring(workspace, 'hubspot', FEBRUARY, 'february.csv');
    await bring(workspace, 'hubspot', LATER_DEALS, 'deals-march.csv');
    // Ann's lead date was moved by a day: the first one holds. Further sales to Acme make no new customer.
    expect(await months(workspace, KPIS)).toEqual({
      leads: [2, 1, 0], mqls: [1, 1, 0], sqls: [1, 0, 0], opportunities: [1, 1, 0], customers: [0, 1, 0], won_deals: [0, 1, 1], lost_deals: [0, 0, 1], revenue: [0, 13_000, 1_000],
    });
  });

  it('changes nothing when the files come once more, the older ones last', async () => {
    const before = await months(workspace, KPIS);
    for (const text of [LATER_DEALS, FIRST_DEALS, FEBRUARY, JANUARY, COMPANIES]) expect(await bring(workspace, 'hubspot', text)).toMatchObject({ rejected: 0 });
    expect(await months(workspace, KPIS)).toEqual(before);
  });
});

describe('Salesforce', () => {
  const LEADS = `Id,FirstName,LastName,Company,Email,LeadSource,Status,CreatedDate,ConvertedDate,ConvertedOpportunityId,ConvertedAccountId
00Q5g000004AbCdEAK,Ann,Lee,Acme,ann@acme.example,Web,Converted,2026-01-05T10:00:00.000+0000,2026-01-20,0065g00000QwErtAAF,0015g00000AcMeXAAV
00Q5g000004AbCDEA0,Bo,Roe,Acme,bo@acme.example,Partner,Converted,2026-01-02T10:00:00.000+0000,2026-01-21,0065g00000QwErtAAF,0015g00000AcMeXAAV
00Q5g000004ZzZz,Cy,Poe,Globex,cy@globex.example,Trade Show,Open,2026-02-03T10:00:00.000+0000,\\N,\\N,\\N
00Q5g000004YyYy,Di,Ng,Hooli,di@hooli.example,Purchased List,Open,2026-02-04T10:00:00.000+0000,\\N,\\N,\\N
`;
  const ACCOUNTS = `Id,Name,Website,Industry
0015g00000AcMeX,Acme,acme.example,Software
0015g00000GlObE,Globex,globex.example,Energy
`;
  const OPPORTUNITIES = `Id,AccountId,ContactId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,IsClosed,IsWon,LastModifiedDate
0065g00000QwErt,0015g00000AcMeX,\\N,Acme,Signed,1000,EUR,2026-02-15,2026-01-20T10:00:00.000+0000,true,true,2026-02-15T10:00:00.000+0000
0065g00000QwERT,0015g00000GlObE,\\N,Globex,Signed,500,EUR,2026-03-15,2026-02-20T10:00:00.000+0000,true,true,2026-03-15T10:00:00.000+0000
`;
  const expectFigures = async (workspace: Workspace): Promise<void> => {
    // Three leads, as a bought one is none; two leads of one opportunity stay two; conversions are sql.
    expect(await months(workspace, ['leads', 'sqls', 'won_deals', 'customers', 'revenue'])).toEqual({ leads: [2, 1, 0], sqls: [2, 0, 0], won_deals: [0, 1, 1], customers: [0, 1, 1], revenue: [0, 1_000, 500] });
    // Acme's deal is of a lead that became it; Globex's names nobody and is its earliest lead's.
    const won = await ask(workspace, { from: '2026-01-01', to: '2026-04-01', kpis: ['revenue'], by: ['source'] });
    const bySource = new Map(won.map((r) => [r.dims?.['source'], r.value]));
    expect([bySource.get('Trade Show'), bySource.get('(unmatched)')]).toEqual(['500.00', undefined]);
    expect([bySource.get('Web'), bySource.get('Partner')].filter((v) => v !== undefined)).toEqual(['1000.00']);
  };

  it.each([['leads first', [ACCOUNTS, LEADS, OPPORTUNITIES]], ['opportunities first', [OPPORTUNITIES, LEADS, ACCOUNTS]]])('gives leads, deals and who they came from: %s', async (_, files) => {
    const workspace = await house.workspace({ timeZone: 'UTC' });
    for (const text of files) await bring(workspace, 'salesforce', text);
    await expectFigures(workspace);
    // The same records again, by the other form of their ids.
    const shortened = LEADS.replaceAll(/\b(0[0-9A-Za-z]{14})[A-Z0-5]{3}\b/g, '$1');
    expect(shortened).not.toBe(LEADS);
    expect(await bring(workspace, 'salesforce', shortened)).toMatchObject({ accepted: 0, duplicates: 4 });
    await expectFigures(workspace);
  }, 120_000);
});

describe('Stripe', () => {
  const SUBSCRIPTIONS = `id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC)
sub_1,cus_A,ann@acme.example,Team,3,eur,month,49.00,active,2026-01-10 12:00,2026-01-10 12:00,,,
sub_2,cus_B,bo@globex.example,Yearly,1,eur,year,"1,200.00",past_due,2026-01-15 00:30,2026-01-15 00:30,,,
sub_3,cus_C,cy@initech.example,Team,1,eur,month,59.00,trialing,2026-03-01 09:00,2026-03-01 09:00,2026-03-15 09:00,,
sub_4,cus_D,di@hooli.example,Team,1,eur,month,49.00,canceled,2026-01-05 09:00,2026-01-05 09:00,,2026-02-20 09:00,2026-03-05 09:00
`;
  const PAYMENTS = `id,Description,Created (UTC),Amount,Amount Refunded,Currency,Fee,Status,Customer ID,Customer Email,Captured,Invoice ID
ch_1,Subscription creation,2026-01-10 12:00,147.00,0.00,eur,4.56,Paid,cus_A,ann@acme.example,true,in_1
`;
  const INVOICES = `id,Amount Due,Currency,Customer,Date (UTC),Number,Paid,Subscription,Total,Amount Paid,Status
in_1,147.00,eur,cus_A,2026-01-10 12:00,A-0001,true,sub_1,147.00,147.00,paid
`;

  it('gives recurring revenue once, whatever else of the same money is imported', async () => {
    const workspace = await house.workspace({ timeZone: 'UTC' });
    const kpis = ['mrr', 'active_customers', 'new_mrr', 'churned_mrr', 'revenue'];
    await bring(workspace, 'stripe', SUBSCRIPTIONS);
    // 3 × 49 + 1,200 ÷ 12 + 49; the trial pays 59 from 15 March; what was cancelled in February ends on 5 March.
    const expected = { mrr: [296, 296, 306], active_customers: [3, 3, 3], new_mrr: [296, 0, 59], churned_mrr: [0, 0, 49], revenue: [0, 0, 0] };
    expect(await months(workspace, kpis)).toEqual(expected);
    expect(await bring(workspace, 'stripe', PAYMENTS)).toMatchObject({ skipped: 1, accepted: 0 });
    expect(await bring(workspace, 'stripe', INVOICES)).toMatchObject({ skipped: 1, accepted: 0 });
    expect(await bring(workspace, 'stripe', SUBSCRIPTIONS)).toMatchObject({ accepted: 0, duplicates: 4 });
    expect(await months(workspace, kpis)).toEqual(expected);
  }, 120_000);
});
