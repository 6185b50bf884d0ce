import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import salesforce from './salesforce.js';

const LEAD = '00Q5g000004AbCdEAK';
const OPPORTUNITY = '0065g00000QwErtAAF';
const read = async (name: string, options: Record<string, unknown> = {}) => readImport(salesforce, await fixture(`salesforce/${name}`), options);

describe('leads', () => {
  test('of the data loader are a person, an enquiry at their creation and their conversion', async () => {
    const { facts, skipped } = await read('leads-loader.csv');
    const who = { email: 'Ann@acme.example', firstName: 'Ann', ids: [`salesforce:lead:${LEAD}`, 'salesforce:contact:0035g00000AnNlEAAV'], account: { name: 'Acme', ids: ['salesforce:account:0015g00000AcMeXAAV'] } };
    expect(facts.filter((f) => f.key?.startsWith(`salesforce.lead:${LEAD}`) === true)).toMatchObject([
      { kind: 'person', at: '2024-05-02T14:43:32.000Z', who: { ...who, visitorId: `salesforce:opportunity:${OPPORTUNITY}` }, origin: { source: 'Web' } },
      { kind: 'submission', at: '2024-05-02T14:43:32.000Z', who: { ...who, visitorId: undefined } },
      { kind: 'stageChange', key: `salesforce.lead:${LEAD}:sql`, stage: 'sql', at: '2024-05-10' },
    ]);
    expect(skipped).toEqual(['left out by the mapping']);
  });

  test('whose letters differ in case alone are different people; \\N and blank are nothing', async () => {
    const { of } = await read('leads-loader.csv');
    const bo = of('person').find((p) => p.who.firstName === 'Bo');
    expect(bo).toMatchObject({ key: 'salesforce.lead:00Q5g000004AbCDEA0', origin: { source: undefined }, who: { visitorId: undefined, account: { name: 'Globex', ids: undefined } } });
    expect(of('stageChange').filter((s) => s.key?.startsWith(bo?.key ?? '') === true)).toMatchObject([{ stage: 'disqualified', at: '2024-05-20T12:00:00.000Z', reason: 'Unqualified' }]);
  });

  test('of a bought list are contacts and no enquiries', async () => {
    const { of } = await read('leads-loader.csv');
    expect([of('person').map((p) => p.who.firstName), of('submission').map((s) => s.who.firstName)]).toEqual([['Ann', 'Bo', 'Cy'], ['Ann', 'Bo']]);
  });

  test('of a report are the same records by their short ids; its footer is no data, however it is cut', async () => {
    const { of, problems, skipped } = await read('leads-report.csv');
    expect(of('person')).toMatchObject([
      { key: `salesforce.lead:${LEAD}`, at: '2024-05-02', owner: 'Eve Doe', who: { account: { name: 'Acmé' }, visitorId: `salesforce:opportunity:${OPPORTUNITY}` } },
      { key: 'salesforce.lead:00Q5g000004AbCDEA0', at: '2024-05-13', origin: { source: undefined } },
    ]);
    expect([problems, skipped.filter((s) => s === 'footer').length]).toEqual([[], 5]);
  });

  test('reach stages by dates that the options name, and none by conversion where that is not wanted', async () => {
    const rows = `Id,Email,Company,CreatedDate,ConvertedDate,MQL_Date__c\n${LEAD},a@b.example,Acme,2024-05-02T14:43:32.000+0000,2024-05-10,2024-05-04\n`;
    const { of } = await readImport(salesforce, rows, { converted: 'none', stages: { mql: 'MQL_Date__c' } });
    expect(of('stageChange')).toMatchObject([{ key: `salesforce.lead:${LEAD}:mql`, at: '2024-05-04' }]);
    await expect(readImport(salesforce, rows, { converted: 'sqll' })).rejects.toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('sql') });
  });
});

describe('opportunities', () => {
  test('are deals of the contact they name, else of the lead that became them, with their account', async () => {
    const { of } = await read('opportunities-loader.csv');
    expect(of('deal')).toMatchObject([
      { key: `salesforce.opportunity:${OPPORTUNITY}`, status: 'won', stage: 'Podpis smlouvy', amount: '22000.5', currency: 'EUR', closedAt: '2024-06-15', type: 'new', origin: { source: 'Web' }, who: { ids: undefined, visitorId: `salesforce:opportunity:${OPPORTUNITY}`, account: { ids: ['salesforce:account:0015g00000AcMeXAAV'] } } },
      { status: 'lost', amount: undefined, type: 'existing', who: { ids: ['salesforce:contact:0035g00000AnNlEAAV'], visitorId: undefined } },
      { status: 'open', closedAt: undefined, amount: '7000', origin: { source: 'Partner Referral' } },
    ]);
  });

  test('of a report are the same, also where its footer was padded to the table\'s width', async () => {
    const { of, problems, skipped } = await read('opportunities-report.csv');
    expect(of('deal')).toMatchObject([{ key: `salesforce.opportunity:${OPPORTUNITY}`, status: 'won', amount: '22000.50', currency: 'EUR', createdAt: '2024-05-10' }, { status: 'open', owner: 'Eve Doe' }]);
    expect([problems, skipped]).toEqual([[], ['footer', 'footer']]);
  });
});

test('the history of opportunities gives their people the stages that the options name', async () => {
  const { of, skipped } = await read('opportunity-history.csv', { history: { Qualification: 'sql' } });
  expect(of('stageChange')).toMatchObject([{ stage: 'sql', at: '2024-05-14T09:00:00.000Z', reason: 'Qualification', who: { visitorId: `salesforce:opportunity:${OPPORTUNITY}` } }]);
  expect(of('deal')).toEqual([]);
  expect(skipped).toHaveLength(2);
});

test('campaigns are costs of their days; a planned one without actual cost is left out', async () => {
  const { of, skipped } = await read('campaigns.csv');
  expect(of('cost')).toMatchObject([{ key: 'salesforce.campaign:7015g000000SpRgAAK', from: '2024-04-01', until: '2024-04-03', cost: 'other', amount: '8700.00', currency: 'EUR', origin: { campaign: 'Spring fair', source: 'Trade Show' } }]);
  expect(skipped).toHaveLength(1);
});

test('members of a campaign who answered have a touch, the others none', async () => {
  const { of, skipped } = await read('campaign-members.csv');
  expect(of('touch')).toMatchObject([
    { key: 'salesforce.member:00v5g000001AaAaAAK', touch: 'event', at: '2024-04-02', origin: { campaign: 'Spring fair', source: 'Trade Show' }, who: { ids: [`salesforce:lead:${LEAD}`, 'salesforce:contact:0035g00000AnNlEAAV'] } },
    { touch: 'event', at: '2024-03-21T08:00:00.000Z', who: { ids: ['salesforce:lead:00Q5g000004abcdEAA'] } },
  ]);
  expect(skipped).toHaveLength(1);
});

test('contacts are people without an enquiry, accounts their companies', async () => {
  const contacts = await read('contacts.csv');
  expect(contacts.facts).toMatchObject([{ kind: 'person', key: 'salesforce.contact:0035g00000AnNlEAAV', persona: 'CTO', country: 'Czechia', who: { account: { ids: ['salesforce:account:0015g00000AcMeXAAV'] } } }]);
  expect((await read('accounts-report.csv')).of('account')).toMatchObject([{ key: 'salesforce.account:0015g00000AcMeXAAV', industry: 'Technology', size: '120', who: { account: { name: 'Acme', domain: 'https://www.acme.example' } } }]);
});

describe('recognition', () => {
  test.each([
    ['leads-loader.csv', 'leads'], ['leads-report.csv', 'leads'], ['opportunities-loader.csv', 'opportunities'], ['opportunities-report.csv', 'opportunities'], ['opportunity-history.csv', 'opportunity history'],
    ['campaigns.csv', 'campaigns'], ['campaign-members.csv', 'campaign members'], ['contacts.csv', 'contacts'], ['accounts-report.csv', 'accounts'],
  ])('tells that %s holds %s', async (name, as) => {
    expect(await salesforce.recognise(await fixture(`salesforce/${name}`))).toMatchObject({ as, confidence: 0.97 });
  });

  test('refuses another table whole, naming the nearest layout and what it lacks', async () => {
    await expect(readImport(salesforce, 'Id,StageName,CreatedDate\n1,Open,2024-01-01\n')).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('which also needs') });
  });
});
