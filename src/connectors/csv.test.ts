import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CONTEXT, fixture, hasSharedData, readImport, sharedPath } from '../../test/read-import.js';
import type { FactDraft } from '../facts/drafts.js';
import csv from './csv.js';
import { fileInMemory, fileOnDisk } from './reading/source-file.js';

/** The guessed mapping, and what the file becomes through it. */
async function guess(rows: string, name = 'export.csv', context = {}) {
  const file = fileInMemory(name, rows);
  const yaml = (await csv.suggest?.(file, { ...CONTEXT, ...context }))?.mapping ?? '';
  return { yaml, ...(await readImport(csv, file, yaml, context)) };
}
const kinds = (facts: readonly FactDraft[]): Record<string, number> => facts.reduce<Record<string, number>>((all, f) => ({ ...all, [f.kind]: (all[f.kind] ?? 0) + 1 }), {});

describe('a guessed mapping', () => {
  test('of CRM leads gives people, enquiries and dated stages', async () => {
    const { facts, of, yaml } = await guess(
      'Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Lifecycle Stage,Create Date,Associated Company,Country/Region,Contact owner,Original Source,Became a lead date,Became a marketing qualified lead date,Became a customer date\n'
      + '1,Ann,Lee,ann@acme.example,+420777123456,Open,Lead,3/15/2026 2:30 PM,Acme,CZ,Eve,Organic search,3/15/2026 2:30 PM,3/18/2026 9:00 AM,\n'
      + '2,Bo,Doe,BO@globex.example,,Unqualified,Subscriber,3/16/2026 9:30 AM,Globex,DE,Eve,Paid search,,,\n',
    );
    expect(kinds(facts)).toEqual({ stageChange: 1, person: 2, submission: 1 });
    expect(of('stageChange')).toMatchObject([{ stage: 'mql', at: '2026-03-18T09:00:00.000Z', who: { ids: ['record:1'] } }]);
    expect(of('submission')).toMatchObject([{ at: '2026-03-15T14:30:00.000Z', origin: { source: 'Organic search' }, who: { email: 'ann@acme.example', firstName: 'Ann', phone: '+420777123456', account: { name: 'Acme' } } }]);
    expect(yaml).toContain('left out rather than dated wrongly');
  });

  test('of a short list holds on to a column with one bad cell', async () => {
    const { of, problems } = await guess('Lead ID,Email,Created\n1,ann@acme.example,2026-13-45\n2,not an address,2026-08-02\n3,cy@acme.example,2026-08-03\n4,di@acme.example,2026-08-04\n', 'leads.csv');
    expect(of('submission').map((s) => s.at)).toEqual(['2026-08-02', '2026-08-03', '2026-08-04']);
    expect(problems).toMatchObject([{ line: 2, column: 'Created' }]);
  });

  test('of a table without rows says that it has none', async () => {
    const suggested = await csv.suggest?.(fileInMemory('leads.csv', 'Lead ID,Email,Created\n'), CONTEXT);
    expect(suggested?.notes).toEqual([expect.stringContaining('no rows below its header')]);
  });

  test('names what it leaves out beside the mapping', async () => {
    const suggested = await csv.suggest?.(fileInMemory('leads.csv', 'Lead ID,Email,Created,Status,Shoe size\n1,ann@acme.example,2026-08-01,Qualified,41\n2,bo@acme.example,2026-08-02,Junk Lead,43\n'), CONTEXT);
    expect(suggested?.notes).toEqual([expect.stringMatching(/^"Status" tells how leads ended/)]);
    expect(suggested?.unused).toEqual(['Status', 'Shoe size']);
  });

  test('of German leads works as well', async () => {
    const { of } = await guess('Lead-Nr;Vorname;Nachname;E-Mail;Firma;Quelle;Erstellt am;Status\n1;Ann;Lee;ann@acme.example;Acme;Messe;02.03.2026 09:30;offen\n2;Bo;Doe;bo@globex.example;Globex;Google;03.03.2026 10:00;offen\n', 'leads.csv');
    expect(of('submission')).toMatchObject([{ key: 'lead_nr:1', at: '2026-03-02T09:30:00.000Z', origin: { source: 'Messe' }, who: { email: 'ann@acme.example', lastName: 'Lee', ids: ['lead:1'], account: { name: 'Acme' } } }, {}]);
  });

  test.each(['Datum MQL', 'MQL dne', 'Fecha de MQL', 'Date MQL', 'MQL am', 'MQL'])('of leads takes the day under "%s" for that of the MQL, and for nobody who has none', async (column) => {
    const { of } = await guess(`Datum;E-mail;Firma;${column};Stav\n2.3.2026;ann@acme.example;Acme;5.3.2026;MQL\n3.3.2026;bo@globex.example;Globex;;Nový\n`, 'moje-leady.csv');
    expect(of('submission').map((s) => s.at)).toEqual(['2026-03-02', '2026-03-03']);
    expect(of('stageChange').map(({ stage, at }) => ({ stage, at }))).toEqual([{ stage: 'mql', at: '2026-03-05' }]);
  });

  test.each(['MQL?', 'MQL score'])('of leads with a column "%s" makes no MQL of every row', async (column) => {
    const { of, yaml } = await guess(`Date,E-mail,Company,${column}\n2026-03-02,ann@acme.example,Acme,1\n2026-03-03,bo@globex.example,Globex,0\n`, 'leads.csv');
    expect(of('submission')).toHaveLength(2);
    expect(of('stageChange')).toEqual([]);
    expect(yaml).toContain(`Columns not used: ${column}`);
  });

  test('of leads with the day they were won gives the deal too', async () => {
    const { of } = await guess('Lead ID,Email,Created,SQL date,Won date,Amount\n1,ann@acme.example,2026-03-02,2026-03-10,2026-04-01,"€12.400,00"\n2,bo@globex.example,2026-03-03,,,\n3,cy@initech.example,2026-03-04,,2026-04-15,"€800,50"\n', 'leads.csv');
    expect(of('deal')).toMatchObject([
      { key: 'lead_id:1', createdAt: '2026-03-10', closedAt: '2026-04-01', status: 'won', amount: '12400.00', currency: 'EUR', who: { email: 'ann@acme.example' } },
      { createdAt: '2026-04-15', closedAt: '2026-04-15', status: 'won', amount: '800.50' },
    ]);
    expect(of('submission')).toHaveLength(3);
  });

  test('of leads with a status and the day they were closed gives won and lost deals', async () => {
    const { of } = await guess('Lead ID,Email,Created,SQL date,Status,Closed on,Value EUR\n1,ann@acme.example,2026-03-02,2026-03-10,Won,2026-04-01,1200\n2,bo@globex.example,2026-03-03,2026-03-11,Lost,2026-04-02,300\n3,cy@initech.example,2026-03-04,,Working,,\n', 'leads.csv');
    expect(of('deal')).toMatchObject([{ createdAt: '2026-03-10', closedAt: '2026-04-01', status: 'won', amount: '1200', currency: 'EUR' }, { status: 'lost', amount: '300' }]);
  });

  test('of a status with a day of change dates the end by it', async () => {
    const { of } = await guess('Lead ID,Email,Status,Created,Last Modified\n1,a@b.example,Junk Lead,2026-03-01,2026-03-09\n2,c@d.example,Working,2026-03-01,2026-03-10\n', 'leads.csv');
    expect(of('stageChange')).toMatchObject([{ stage: 'disqualified', at: '2026-03-09', key: 'lead_id:1:disqualified' }]);
  });

  test('of deals finds status, amount, currency and days', async () => {
    const { of } = await guess('Deal ID,Deal Name,Stage,Amount,Create Date,Close Date,Owner,Type\n1,A,Closed Won,"€1.200,50",2026-03-01,2026-03-20,Eve,New Business\n2,B,Negotiation,"€800,00",2026-03-02,2026-06-30,Eve,Existing Business\n3,C,Verloren,"€90,00",2026-03-02,2026-03-30,Eve,Renewal\n');
    expect(of('deal')).toMatchObject([
      { key: 'deal_id:1', status: 'won', amount: '1200.50', currency: 'EUR', type: 'new', closedAt: '2026-03-20' },
      { status: 'open', type: 'existing', closedAt: undefined },
      { status: 'lost', type: 'renewal' },
    ]);
  });

  test('of web touches keeps visits, kinds and click ids', async () => {
    const { of } = await guess('timestamp,visitor_id,session_id,event_type,page_url,referrer,utm_source,utm_medium,utm_campaign,gclid\n2026-03-02T09:30:00Z,v1,s1,page_view,/pricing,https://www.google.com/,google,cpc,spring,Cj0\n2026-03-02T09:31:00Z,v1,s1,whitepaper download,/guide,,,,,\n2026-03-02T09:32:00Z,v2,s2,Newsletter opened,/x,,,,,\n');
    expect(of('touch')).toMatchObject([
      { touch: 'page_view', visit: 's1', page: '/pricing', who: { visitorId: 'v1' }, origin: { source: 'google', medium: 'cpc', campaign: 'spring', clickId: 'gclid', referrer: 'https://www.google.com/' } },
      { touch: 'download' }, { touch: 'email_open', who: { visitorId: 'v2' } },
    ]);
  });

  test('of form submissions judges them', async () => {
    const { of } = await guess('Submitted at,Form name,E-mail,Phone\n2026-03-02 09:30,Demo,ann@acme.com,+420777123456\n2026-03-02 09:40,Demo,x@mailinator.com,\n');
    expect(of('submission')).toMatchObject([{ form: 'Demo', outcome: 'accepted' }, { outcome: 'scrubbed', reason: 'disposable_domain' }]);
  });

  test.each([
    ['forms', 'submission', 'Submitted at,Form name,E-mail,How did you hear about us?\n2026-03-02 09:30,Demo,ann@acme.example,A colleague\n'],
    ['leads', 'submission', 'Lead ID,Email,Created,Wie haben Sie von uns erfahren?\n1,ann@acme.example,2026-03-02,A colleague\n'],
    ['contacts', 'person', 'Contact ID,Name,E-mail,Company,Self-reported source\n1,Ann Lee,ann@acme.example,Acme,A colleague\n2,Bo Doe,bo@globex.example,Globex,\n'],
  ] as const)('of %s takes what people say of their source', async (name, kind, rows) => {
    const { of } = await guess(rows, `${name}.csv`);
    expect(of(kind)[0]).toMatchObject({ selfReported: 'A colleague' });
  });

  test('of ad costs takes the currency from the header', async () => {
    const { of } = await guess('Day,Campaign name,Amount spent (EUR),Impressions,Link clicks\n2026-03-01,Brand,12.50,"1,234",10\n2026-03-02,Brand,9.00,900,8\n');
    expect(of('cost')).toMatchObject([{ cost: 'media', amount: '12.50', currency: 'EUR', from: '2026-03-01', impressions: 1234, clicks: 10, origin: { campaign: 'Brand' } }, { amount: '9.00' }]);
  });

  test('of a cost sheet sorts kinds', async () => {
    const { of } = await guess('Month,Category,Cost,Currency\n2026-03,Salaries,8000,EUR\n2026-03,Agency fee,1200,EUR\n2026-03,CRM licence,99,EUR\n');
    expect(of('cost').map((c) => [c.cost, c.from, c.until])).toEqual([['staff', '2026-03-01', '2026-03-31'], ['agency', '2026-03-01', '2026-03-31'], ['tools', '2026-03-01', '2026-03-31']]);
  });

  test('of subscriptions tells months from years and cancelling from ending', async () => {
    const { of } = await guess('id,Customer ID,Customer Email,Plan,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC)\nsub_1,cus_1,a@b.example,Team,eur,month,99.00,active,2026-01-14 10:00,2026-01-15 10:00,2026-01-29 10:00,2026-03-01 09:00,\nsub_2,cus_2,c@d.example,Team,eur,year,990.00,canceled,2025-06-01 00:00,2025-06-01 00:00,,2026-01-01 00:00,2026-06-01 00:00\n', 'subscriptions.csv');
    expect(of('subscription')).toMatchObject([
      { key: 'id:sub_1', interval: 'month', amount: '99.00', currency: 'EUR', startsAt: '2026-01-15T10:00:00.000Z', trialEndsAt: '2026-01-29T10:00:00.000Z', endsAt: undefined, who: { email: 'a@b.example', ids: ['customer:cus_1'] } },
      { interval: 'year', endsAt: '2026-06-01T00:00:00.000Z' },
    ]);
  });

  test('of contacts makes people, not leads, and says so', async () => {
    const { facts, yaml } = await guess('Contact ID,Name,E-mail,Company,Industry\n1,Ann Lee,ann@acme.example,Acme,Software\n2,Bo Doe,bo@globex.example,Globex,Software\n', 'contacts.csv');
    expect(kinds(facts)).toEqual({ person: 2, account: 2 });
    expect(yaml).toContain('CHECK: Rows are people, not leads');
  });

  test('of a table it can\'t tell says so instead of inventing', async () => {
    const { yaml, facts, skipped } = await guess('foo,bar\nlorem,ipsum\n');
    expect(yaml).toContain('Write the facts by hand');
    expect([facts, skipped]).toEqual([[], ['nothing in it to import']]);
  });

  test('says that a currency is missing, and every row says it too', async () => {
    const { yaml, problems } = await guess('Deal ID,Stage,Amount,Created,Close Date\n1,Won,100.00,2026-03-01,2026-03-20\n');
    expect(yaml).toContain('CHECK: The amounts in "Amount" name no currency');
    expect(problems).toMatchObject([{ line: 2, column: 'Amount', reason: 'the amount has no currency' }]);
    expect((await guess('Deal ID,Stage,Amount,Created,Close Date\n1,Won,100.00,2026-03-01,2026-03-20\n', 'd.csv', { currency: 'EUR' })).of('deal')).toMatchObject([{ currency: 'EUR' }]);
  });
});

describe('the connector', () => {
  test('claims any table a little, and nothing that is none', async () => {
    expect((await csv.recognise(await fixture('zoho-leads.csv'))).confidence).toBeCloseTo(0.2);
    expect((await csv.recognise(fileInMemory('x.pdf', '%PDF-1.7 ...'))).confidence).toBe(0);
  });

  test('refuses to read without a mapping', () => {
    expect(() => csv.options.parse({})).toThrow('there is none');
    expect(() => csv.options.parse(undefined)).toThrow('there is none');
  });

  test('takes a mapping as YAML or as an object', async () => {
    const rows = 'Email,At\na@b.example,2026-03-01\n';
    const yaml = await readImport(csv, rows, 'who: { email: Email }\nfacts: [{ kind: submission, at: At }]');
    const object = await readImport(csv, rows, { who: { email: 'Email' }, facts: [{ kind: 'submission', at: 'At' }] });
    expect(object.facts).toEqual(yaml.facts);
  });

  test('reads ten thousand different campaigns and a file without its last line end', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `2026-03-01,campaign ${i},1.00`).join('\n');
    const { of } = await readImport(csv, `Day,Campaign,Cost\n${rows}`, 'currency: EUR\nkey: [Campaign, Day]\nfacts: [{ kind: cost, period: Day, cost: { value: media }, amount: Cost, campaign: Campaign }]');
    expect(new Set(of('cost').map((c) => c.key)).size).toBe(10_000);
  });
});

describe.runIf(hasSharedData)('the marketing funnel of Olist beside the project', () => {
  const expected = z.object({
    mql: z.number(), closed: z.number(), conversion: z.number(), mean_days_to_close: z.number(), by_origin: z.record(z.string(), z.object({ mql: z.number(), won: z.number(), declared_monthly_revenue: z.number() })),
    mql_by_month: z.record(z.string(), z.number()), closed_by_month: z.record(z.string(), z.number()), by_segment: z.record(z.string(), z.number()),
  }).parse(hasSharedData ? JSON.parse(readFileSync(sharedPath('olist/expected.json'), 'utf8')) : {});
  const tally = (names: readonly string[]): Record<string, number> => names.reduce<Record<string, number>>((all, n) => ({ ...all, [n]: (all[n] ?? 0) + 1 }), {});

  test('gives the reference\'s counts, sums and times by a mapping of a few lines', async () => {
    const leads = await readImport(csv, await fileOnDisk(sharedPath('olist/marketing_qualified_leads.csv')), 'key: mql_id\nwho: { ids: { mql: mql_id } }\norigin: { source: origin, landingPage: landing_page_id }\nfacts:\n  - { kind: submission, at: first_contact_date }\n  - { kind: stageChange, at: first_contact_date, stage: { value: mql } }');
    const deals = await readImport(csv, await fileOnDisk(sharedPath('olist/closed_deals.csv')), 'currency: BRL\nkey: mql_id\nwho: { ids: { mql: mql_id } }\nfacts:\n  - { kind: deal, createdAt: won_date, closedAt: won_date, status: { value: won }, amount: declared_monthly_revenue }\n  - { kind: person, at: won_date, segment: business_segment }');
    expect([leads.problems, deals.problems]).toEqual([[], []]);
    const mqls = leads.of('stageChange');
    const origins = new Map(leads.of('submission').map((s) => [s.who.ids?.[0] ?? '', s.origin.source ?? '(missing)']));
    const won = deals.of('deal');
    expect([mqls.length, won.length]).toEqual([expected.mql, expected.closed]);
    expect(tally([...origins.values()])).toEqual(Object.fromEntries(Object.entries(expected.by_origin).map(([k, v]) => [k, v.mql])));
    const wonBy = tally(won.map((d) => origins.get(d.who.ids?.[0] ?? '') ?? '?'));
    const revenueBy: Record<string, number> = {};
    for (const deal of won) revenueBy[origins.get(deal.who.ids?.[0] ?? '') ?? '?'] = (revenueBy[origins.get(deal.who.ids?.[0] ?? '') ?? '?'] ?? 0) + Number(deal.amount ?? 0);
    expect(wonBy).toEqual(Object.fromEntries(Object.entries(expected.by_origin).map(([k, v]) => [k, v.won])));
    expect(revenueBy).toEqual(Object.fromEntries(Object.entries(expected.by_origin).map(([k, v]) => [k, v.declared_monthly_revenue])));
    expect(tally(mqls.map((m) => m.at.slice(0, 7)))).toEqual(expected.mql_by_month);
    expect(tally(won.map((d) => d.closedAt?.slice(0, 7) ?? ''))).toEqual(expected.closed_by_month);
    expect(tally(deals.of('person').map((p) => p.segment ?? '(missing)'))).toMatchObject(expected.by_segment);
    const first = new Map(mqls.map((m) => [m.who.ids?.[0] ?? '', Date.parse(m.at)]));
    const days = won.map((d) => (Date.parse(d.closedAt ?? '') - (first.get(d.who.ids?.[0] ?? '') ?? NaN)) / 86_400_000);
    expect(days.reduce((a, b) => a + b, 0) / days.length).toBeCloseTo(expected.mean_days_to_close, 6);
  });

  test('is guessed right from both files', async () => {
    const context = { ...CONTEXT, currency: 'BRL' };
    const leads = await fileOnDisk(sharedPath('olist/marketing_qualified_leads.csv'));
    const deals = await fileOnDisk(sharedPath('olist/closed_deals.csv'));
    const byGuess = async (file: typeof leads) => kinds((await readImport(csv, file, (await csv.suggest?.(file, context))?.mapping, context)).facts);
    expect(await byGuess(leads)).toEqual({ person: expected.mql, submission: expected.mql, stageChange: expected.mql });
    expect(await byGuess(deals)).toEqual({ deal: expected.closed, person: expected.closed });
  });
});
