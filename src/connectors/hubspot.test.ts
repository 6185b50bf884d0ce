import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import hubspot from './hubspot.js';

const PRAGUE = { timeZone: 'Europe/Prague' };

describe('contacts', () => {
  test('are a person with origin and company, and a change of stage for each date of the lifecycle, in the portal\'s zone', async () => {
    const { facts } = await readImport(hubspot, await fixture('hubspot/contacts.csv'), PRAGUE);
    const who = { email: 'Ann.Lee@Acme.example', phone: '+420 603 111 222', firstName: 'Ann', lastName: 'Lee', account: { name: 'Acme s.r.o.', ids: ['hubspot:company:9001'] } };
    const ann = facts.filter((f) => f.key?.startsWith('hubspot.contact:501') === true);
    expect(ann).toMatchObject([
      { kind: 'stageChange', key: 'hubspot.contact:501:lead', stage: 'lead', at: '2026-01-12T08:14:00.000Z', who },
      { kind: 'stageChange', key: 'hubspot.contact:501:mql', at: '2026-01-15T09:00:00.000Z' },
      { kind: 'stageChange', key: 'hubspot.contact:501:sql', at: '2026-01-20T15:30:00.000Z' },
      { kind: 'stageChange', key: 'hubspot.contact:501:opportunity', at: '2026-01-22T10:00:00.000Z' },
      { kind: 'stageChange', key: 'hubspot.contact:501:won', at: '2026-02-10T22:40:00.000Z' },
      { kind: 'person', key: 'hubspot.contact:501', at: '2026-01-12T08:14:00.000Z', owner: 'Eve Doe', country: 'Czechia', origin: { source: 'Paid Search', campaign: 'Brand 2026', term: 'lead tool' } },
      { kind: 'person', key: 'hubspot.contact:501:address 2', who: { email: 'a.lee@acme.example', ids: ['hubspot:contact:501', 'hubspot:contact:499', 'hubspot:contact:500'] } },
    ]);
    expect(ann[5]).toMatchObject({ who: { ids: ['hubspot:contact:501', 'hubspot:contact:499', 'hubspot:contact:500'] } });
  });

  test('without e-mail are known by their id; of several companies the first is theirs', async () => {
    const { of } = await readImport(hubspot, await fixture('hubspot/contacts.csv'), PRAGUE);
    const bo = of('person').find((p) => p.key === 'hubspot.contact:502');
    expect(bo).toMatchObject({ who: { email: undefined, ids: ['hubspot:contact:502'], account: { name: 'Globex', ids: ['hubspot:company:9002'] } }, origin: { source: 'Organic Search', term: undefined } });
    expect(of('stageChange').filter((s) => s.key?.startsWith('hubspot.contact:502:') === true)).toMatchObject([{ stage: 'lead', at: '2026-01-31T22:50:00.000Z' }, { stage: 'mql', at: '2026-01-31T23:20:00.000Z' }]);
  });

  test('who never became a lead are people and nothing more; a day that does not exist is refused', async () => {
    const { of, facts, problems } = await readImport(hubspot, await fixture('hubspot/contacts.csv'), PRAGUE);
    expect(facts.filter((f) => f.key?.startsWith('hubspot.contact:504') === true)).toMatchObject([{ kind: 'person', origin: { source: 'Email Marketing', campaign: 'Newsletter 2' } }]);
    // 02:30 is skipped when summer time begins: read with the offset before.
    expect(of('stageChange').find((s) => s.key === 'hubspot.contact:503:lead')).toMatchObject({ at: '2026-03-29T01:30:00.000Z', who: { lastName: 'O"Neil\r\nJr.' } });
    expect(problems).toMatchObject([{ line: 7, column: 'Create Date', reason: expect.stringContaining('does not exist') }]);
  });

  test('of a file without a date of becoming a lead are leads from their creation, if they got that far', async () => {
    const { of } = await readImport(hubspot, await fixture('hubspot/contacts-us.csv'), { timeZone: 'America/New_York' });
    expect(of('stageChange')).toMatchObject([
      { key: 'hubspot.contact:601:mql', at: '2024-03-18T04:00:00.000Z' },
      { key: 'hubspot.contact:601:lead', stage: 'lead', at: '2024-03-15T18:30:00.000Z' },
      { key: 'hubspot.contact:603:lead', at: '2024-04-01T03:59:00.000Z' },
    ]);
    expect(of('submission')).toEqual([]);
  });

  test('bring their form submissions as enquiries where that is asked for, one and the same once', async () => {
    const { of } = await readImport(hubspot, await fixture('hubspot/contacts-us.csv'), { timeZone: 'America/New_York', conversions: 'enquiries' });
    const flo = of('submission').filter((s) => s.who.ids?.[0] === 'hubspot:contact:601');
    expect(flo).toMatchObject([{ form: 'Demo request', at: '2024-03-15T18:30:00.000Z' }, { form: 'Pricing', at: '2024-04-02T13:05:00.000Z' }]);
    const gil = of('submission').filter((s) => s.who.ids?.[0] === 'hubspot:contact:602');
    expect(gil.map((s) => s.form)).toEqual(['Newsletter', 'Newsletter']);
    expect(new Set(gil.map((s) => s.key)).size).toBe(1);
    expect(new Set(of('submission').map((s) => s.key)).size).toBe(3);
  });

  test('reach a stage by a date of the portal\'s own where the option names it', async () => {
    const rows = 'Record ID,Email,Lifecycle Stage,Create Date,Scored\n1,a@b.example,Lead,2026-01-02 10:00,2026-01-05\n';
    const { of } = await readImport(hubspot, rows, { stages: { mql: 'Scored' } });
    expect(of('stageChange')).toMatchObject([{ key: 'hubspot.contact:1:mql', at: '2026-01-05' }, { key: 'hubspot.contact:1:lead', at: '2026-01-02T10:00:00.000Z' }]);
    await expect(readImport(hubspot, rows, { stages: { mql: 'Score' } })).rejects.toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('"Scored"') });
    await expect(readImport(hubspot, rows, { stages: { mqls: 'Scored' } })).rejects.toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('mql') });
  });

  test('reach no stage that the workspace does not have', async () => {
    const { of } = await readImport(hubspot, await fixture('hubspot/contacts.csv'), PRAGUE, { stages: ['lead', 'won'] });
    expect(of('stageChange').map((s) => s.stage)).toEqual(['lead', 'won', 'lead', 'lead']);
  });
});

test('companies are accounts known by id, domain and name', async () => {
  const { of } = await readImport(hubspot, await fixture('hubspot/companies.csv'), PRAGUE);
  expect(of('account')).toMatchObject([
    { key: 'hubspot.company:9001', industry: 'COMPUTER_SOFTWARE', size: '120', segment: 'Prospect', country: 'Czechia', owner: 'Eve Doe', who: { account: { name: 'Acme s.r.o.', domain: 'acme.example', ids: ['hubspot:company:9001'] } } },
    { key: 'hubspot.company:9002', who: { account: { name: 'Globex; Sons, Ltd.' } } },
  ]);
});

describe('deals', () => {
  test('belong to their first contact and first company; an open deal\'s close date is a plan', async () => {
    const { of, problems } = await readImport(hubspot, await fixture('hubspot/deals.csv'), { ...PRAGUE, currency: 'EUR' });
    expect(of('deal')).toMatchObject([
      { key: 'hubspot.deal:7001', status: 'won', stage: 'Closed Won', amount: '12500.50', currency: 'EUR', createdAt: '2026-01-22T10:00:00.000Z', closedAt: '2026-02-10T22:40:00.000Z', type: 'new', owner: 'Eve Doe', who: { ids: ['hubspot:contact:501'], account: { ids: ['hubspot:company:9001'] } }, origin: { source: 'Paid Search', campaign: 'Brand 2026' }, changedAt: '2026-02-11T07:00:00.000Z' },
      { key: 'hubspot.deal:7002', status: 'lost', amount: '4000', lostReason: 'Budget', who: { ids: ['hubspot:contact:502'], account: { name: 'Globex', ids: ['hubspot:company:9002'] } } },
      { key: 'hubspot.deal:7003', status: 'open', amount: undefined, closedAt: undefined, type: 'existing' },
    ]);
    expect(problems).toMatchObject([{ line: 5, reason: 'the closing date of a won deal is empty' }]);
  });

  test('are won and lost by their flags where the export has them, in whatever words their stages are', async () => {
    const { of } = await readImport(hubspot, await fixture('hubspot/deals-with-flags.csv'), { ...PRAGUE, currency: 'EUR' });
    expect(of('deal').map((d) => [d.status, d.stage])).toEqual([['won', 'Podepsáno'], ['lost', 'Ztraceno'], ['open', 'Jednání']]);
  });

  test('are won and lost by stages that the options name, and of the pipelines they name', async () => {
    const options = { ...PRAGUE, currency: 'EUR', won: 'contract SIGNED, Paid' };
    expect((await readImport(hubspot, await fixture('hubspot/deals.csv'), options)).of('deal').map((d) => d.status)).toEqual(['won', 'lost', 'won']);
    const { of, skipped } = await readImport(hubspot, await fixture('hubspot/deals-with-flags.csv'), { currency: 'EUR', pipelines: ['renewals'] });
    expect([of('deal').map((d) => d.key), skipped.length]).toEqual([['hubspot.deal:7103'], 2]);
  });
});

describe('recognition', () => {
  test.each([['contacts.csv', 'contacts'], ['contacts-us.csv', 'contacts'], ['companies.csv', 'companies'], ['deals.csv', 'deals'], ['deals-with-flags.csv', 'deals']])('tells that %s holds %s', async (name, as) => {
    expect(await hubspot.recognise(await fixture(`hubspot/${name}`))).toMatchObject({ as, confidence: 0.95 });
  });

  test('refuses another table whole, naming the nearest layout and what it lacks', async () => {
    await expect(readImport(hubspot, 'Record ID,Deal Name,Amount\n1,A,2\n')).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('Record ID, Deal Name, Amount'), hint: expect.stringContaining('Nearest: deals') });
  });
});
