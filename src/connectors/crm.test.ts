import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import crm from './crm.js';

const read = async (name: string, options: Record<string, unknown> = {}) => readImport(crm, await fixture(`crm/${name}`), options);

test('leads are a person, an enquiry and a change of stage for each date', async () => {
  const { facts, problems } = await read('leads.csv', { timeZone: 'Europe/Prague' });
  expect(facts.filter((f) => f.key?.startsWith('crm.lead:L1') === true)).toMatchObject([
    { kind: 'stageChange', key: 'crm.lead:L1:mql', at: '2026-01-15' },
    { kind: 'stageChange', key: 'crm.lead:L1:sql', at: '2026-01-20T15:30:00.000Z' },
    { kind: 'person', at: '2026-01-12T08:14:00.000Z', owner: 'Eve Doe', persona: 'CTO', origin: { source: 'Trade Show', campaign: 'Spring fair' }, who: { email: 'ann@acme.example', ids: ['crm:lead:L1', 'crm:contact:C1'], account: { name: 'Acme', ids: ['crm:company:K1'] } } },
    { kind: 'submission', origin: { source: 'Trade Show' } },
    { kind: 'account', industry: 'Software', size: '120' },
  ]);
  expect(facts.filter((f) => f.key?.startsWith('crm.lead:L2') === true).map((f) => f.kind)).toEqual(['person', 'submission']);
  expect(problems).toMatchObject([{ line: 4, column: 'created_at', reason: expect.stringContaining('does not exist') }]);
});

test('contacts are people, leads only from their date on; names of columns may have spaces', async () => {
  const { of } = await read('contacts.csv');
  expect(of('person')).toMatchObject([{ key: 'crm.contact:C7', who: { firstName: 'Di', lastName: 'Ng' }, origin: { source: 'Partner' } }, { key: 'crm.contact:C8', who: { firstName: 'Ed', lastName: 'Fox' } }]);
  expect(of('stageChange')).toMatchObject([{ key: 'crm.contact:C7:lead', stage: 'lead' }]);
  expect(of('submission')).toEqual([]);
});

test('companies are accounts', async () => {
  expect((await read('companies.csv')).facts).toMatchObject([{ kind: 'account', key: 'crm.company:K1', industry: 'Software', who: { account: { name: 'Acme', domain: 'acme.example', ids: ['crm:company:K1'] } } }]);
});

describe('deals', () => {
  test('are won, lost or open as their status says; other words are refused with the choice', async () => {
    const { of, problems } = await read('deals.csv');
    expect(of('deal')).toMatchObject([
      { key: 'crm.deal:D1', status: 'won', closedAt: '2026-02-10', amount: '12500.50', margin: '5000', type: 'new', product: 'Seats', who: { ids: ['crm:contact:C1'], account: { ids: ['crm:company:K1'] } }, changedAt: '2026-02-10T12:00:00.000Z' },
      { key: 'crm.deal:D2', status: 'lost', lostReason: 'Budget', stage: 'Offer' },
    ]);
    expect(problems).toMatchObject([{ line: 4, reason: 'the amount is negative' }, { line: 5, column: 'status', reason: expect.stringContaining('none of open, won, lost') }]);
  });

  test('take the words for won and lost that the options name', async () => {
    expect((await read('deals.csv', { won: 'Signed' })).of('deal').map((d) => [d.key, d.status])).toEqual([['crm.deal:D1', 'won'], ['crm.deal:D2', 'lost'], ['crm.deal:D4', 'won']]);
  });
});

test('the history of stages is one change a row, again too; unknown words are refused', async () => {
  const { of, problems } = await read('stage-history.csv', { stages: { Qualified: 'sql' } });
  expect(of('stageChange').map((s) => [s.stage, s.at, s.reason])).toEqual([
    ['mql', '2026-01-15T10:00:00.000Z', undefined], ['sql', '2026-01-20T16:30:00.000Z', undefined], ['rejected', '2026-01-25T08:00:00.000Z', 'No budget'], ['sql', '2026-02-01T08:00:00.000Z', undefined],
  ]);
  expect(new Set(of('stageChange').map((s) => s.key)).size).toBe(4);
  expect(problems).toMatchObject([{ line: 6, column: 'stage', reason: expect.stringContaining('"Qualifying" is none of') }]);
  await expect(read('stage-history.csv', { stages: { Qualified: 'sqll' } })).rejects.toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('sql') });
});

test('a history that names people by their address has no address in its keys', async () => {
  const { of } = await readImport(crm, 'email,stage,entered_at\na@b.example,mql,2026-01-15\n');
  expect(of('stageChange')).toMatchObject([{ key: undefined, who: { email: 'a@b.example' } }]);
});

test('other tables are refused whole, naming the nearest layout and what it lacks', async () => {
  await expect(readImport(crm, 'deal_id,amount,created_at\n1,2,2026-01-01\n')).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('Nearest: deals, which also needs status') });
});
