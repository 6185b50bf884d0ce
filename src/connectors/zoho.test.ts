import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fixture, hasSharedData, readImport, sharedPath } from '../../test/read-import.js';
import { fileOnDisk } from './reading/source-file.js';
import zoho from './zoho.js';

const CRM = { timeZone: 'America/New_York' };

describe('leads', () => {
  test('are a person, an enquiry at their creation and what is known of their company', async () => {
    const { facts, problems } = await readImport(zoho, await fixture('zoho-leads.csv'), CRM);
    const who = { email: 'ann@acme.example', phone: '660-485-0224', firstName: 'Ann', lastName: 'Lee', ids: ['zoho:lead:71'], account: { name: 'Acme', domain: 'acme.example' } };
    expect(facts.filter((f) => f.key === 'zoho.lead:71')).toMatchObject([
      { kind: 'person', at: '2026-04-15T04:03:00.000Z', who, owner: 'Eve Doe', origin: { source: 'Trade Show' } },
      { kind: 'submission', at: '2026-04-15T04:03:00.000Z', who, outcome: 'accepted', origin: { source: 'Trade Show' } },
      { kind: 'account', industry: 'Education' },
    ]);
    expect(problems).toMatchObject([{ line: 4, column: 'Created Time', reason: '"31 Apr, 2026 09:30:00" names a day that does not exist' }]);
  });

  test('that ended as junk leave when the record was changed last', async () => {
    const { of } = await readImport(zoho, await fixture('zoho-leads.csv'), CRM);
    expect(of('stageChange')).toMatchObject([{ key: 'zoho.lead:72:disqualified', stage: 'disqualified', at: '2026-04-20T12:00:00.000Z', reason: 'Junk Lead' }]);
    expect(of('submission').find((s) => s.key === 'zoho.lead:72')?.origin.source).toBeUndefined();
  });

  test('without a day of change have no end: it would be invented', async () => {
    const { of } = await readImport(zoho, 'LEADID,Email,Lead Status,Created Time\n1,a@b.example,Junk Lead,2026-04-15 10:00:00\n');
    expect([of('stageChange').length, of('submission').length]).toEqual([0, 1]);
  });
});

describe('potentials', () => {
  test('are deals of their lead, with thousands written as K', async () => {
    const { of } = await readImport(zoho, await fixture('zoho-potentials.csv'), CRM, { currency: 'USD' });
    expect(of('deal')).toMatchObject([
      { key: 'zoho.deal-of-lead:71', who: { ids: ['zoho:lead:71'] }, status: 'open', closedAt: undefined, type: 'existing', amount: '29700.00', currency: 'USD', stage: 'Initial Offer', origin: { source: 'Trade Show', campaign: '24000026' } },
      { key: 'zoho.deal-of-lead:72', status: 'won', closedAt: '2026-05-20T04:03:00.000Z', type: 'new', amount: '1117100' },
      { status: 'lost', amount: undefined, type: 'new', who: { ids: undefined } },
    ]);
  });

  test('are known by their own id where the file has one', async () => {
    const rows = 'Record Id,Deal Name,Stage,Created Time,Closing Date,Amount,LEADID,Currency\n9,Acme,Closed Won,2026-04-15 10:00:00,2026-05-15,1200.00,71,EUR\n';
    expect((await readImport(zoho, rows)).of('deal')).toMatchObject([{ key: 'zoho.deal:9', status: 'won', closedAt: '2026-05-15', currency: 'EUR' }]);
  });
});

test('campaigns are costs over their days, media where they are ads; without actual cost they are left out', async () => {
  const { of, skipped } = await readImport(zoho, await fixture('zoho-campaigns.csv'));
  expect(of('cost')).toMatchObject([
    { key: 'zoho.campaign:24000026', from: '2026-04-03', until: '2026-04-30', cost: 'media', amount: '141560', currency: 'USD', origin: { campaign: 'Spring ads', source: 'Advertisement' } },
    { cost: 'other', amount: '1500.00' },
  ]);
  expect(skipped).toEqual(['nothing in it to import']);
});

test('calls are touches with who began; a call of nobody is refused', async () => {
  const { of, problems } = await readImport(zoho, await fixture('zoho-calls.csv'), { timeZone: 'Europe/Prague' });
  expect(of('touch')).toMatchObject([
    { key: 'zoho.call:9001', touch: 'call', at: '2026-04-15T21:03:00.000Z', initiative: 'inbound', owner: 'Eve Doe', who: { ids: ['zoho:contact:3278'] } },
    { initiative: 'outbound', who: { ids: ['zoho:lead:71'] } },
    { initiative: 'inbound', who: { ids: ['zoho:lead:72'] } },
  ]);
  expect(problems).toMatchObject([{ line: 5, reason: expect.stringContaining('names nobody') }]);
});

describe('recognition', () => {
  test.each([['zoho-leads.csv', 'leads'], ['zoho-potentials.csv', 'potentials'], ['zoho-campaigns.csv', 'campaigns'], ['zoho-calls.csv', 'calls']])('tells that %s holds %s', async (name, as) => {
    expect(await zoho.recognise(await fixture(name))).toMatchObject({ as, confidence: 0.95 });
  });

  test('refuses another table whole, naming the nearest layout and what it lacks', async () => {
    await expect(readImport(zoho, 'LEADID,Email,Lead Status\n1,a@b.example,Open\n')).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('LEADID, Email, Lead Status'), hint: expect.stringContaining('Nearest: leads, which also needs Created Time') });
    expect((await zoho.recognise(await fixture('costs.csv'))).confidence).toBe(0);
  });

  test('refuses a report of Salesforce, whose columns have the same names', async () => {
    const report = await fixture('salesforce/accounts-report.csv');
    expect((await zoho.recognise(report)).confidence).toBe(0);
    await expect(readImport(zoho, report)).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('Salesforce'), hint: expect.stringContaining('import it with salesforce') });
  });
});

describe.runIf(hasSharedData)('the demo export beside the project', () => {
  const group = z.record(z.string(), z.object({ n: z.number(), amount: z.string() }));
  const expected = z.object({ leads: z.number(), potentials: z.number(), stages: group, leads_by_source: z.record(z.string(), z.number()), won_by_potential_source: group, won: z.object({ n: z.number(), amount: z.string() }), campaigns_actual_cost: z.string(), campaigns: z.number() });
  const reference = () => expected.parse(JSON.parse(readFileSync(sharedPath('zoho/expected.json'), 'utf8')));
  const read = async (name: string) => readImport(zoho, await fileOnDisk(sharedPath(`zoho/${name}.csv`)));
  const tally = <T>(items: readonly T[], name: (item: T) => string, amount: (item: T) => string | undefined) => {
    const groups: Record<string, { n: number; amount: string }> = {};
    for (const item of items) {
      const before = groups[name(item)] ?? { n: 0, amount: '0' };
      groups[name(item)] = { n: before.n + 1, amount: new Decimal(before.amount).plus(amount(item) ?? 0).toFixed(2) };
    }
    return groups;
  };

  test('has the leads by source', async () => {
    const { of, problems } = await read('Leads');
    const leads = of('submission');
    expect([leads.length, problems]).toEqual([reference().leads, []]);
    expect(Object.fromEntries(Object.entries(tally(leads, (l) => l.origin.source ?? '', () => '0')).map(([k, v]) => [k, v.n]))).toEqual(reference().leads_by_source);
  });

  test('has the deals by stage and the won ones by source, to the cent', async () => {
    const { of, problems } = await read('Potentials');
    const deals = of('deal');
    expect([deals.length, problems, new Set(deals.map((d) => d.key)).size]).toEqual([reference().potentials, [], reference().potentials]);
    const state = { open: 'Open', won: 'Won', lost: 'Lost' };
    expect(tally(deals, (d) => `${d.stage ?? ''} / ${state[d.status]}`, (d) => d.amount)).toEqual(reference().stages);
    const won = deals.filter((d) => d.status === 'won');
    expect(tally(won, (d) => d.origin.source ?? '', (d) => d.amount)).toEqual(reference().won_by_potential_source);
    expect(tally(won, () => 'won', (d) => d.amount)).toEqual({ won: reference().won });
  });

  test('has the campaigns\' actual cost', async () => {
    const costs = (await read('Campaigns')).of('cost');
    expect(tally(costs, () => 'all', (c) => c.amount)).toEqual({ all: { n: reference().campaigns, amount: reference().campaigns_actual_cost } });
  });

  test('has contacts, accounts and calls', async () => {
    expect((await read('Contacts')).of('person')).toHaveLength(633);
    expect((await read('Accounts')).of('account')).toHaveLength(1114);
    const calls = await read('Calls');
    expect(calls.of('touch').length + calls.problems.length).toBe(1025);
  });
});
