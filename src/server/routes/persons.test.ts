import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { identifier, sql } from '../../database/sql.js';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import type { FactDraft } from '../../facts/drafts.js';
import { accountDocument, accountList, historyDocument, mergePreview, mergeReceipt, personDocument, personList, type HistoryDocument, type HistoryEvent, type PersonList } from '../../shared/api/persons.js';
import { figuresDocument } from '../../shared/api/figures.js';
import { foundNames } from '../../shared/api/search.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;

const ada = { email: 'ada@acme.example', firstName: 'Ada', lastName: 'Novák', phone: '+420 601 222 333', account: { name: 'Acme <b>GmbH</b>', domain: 'acme.example' } };
const ben = { email: 'ben@acme.example', firstName: 'Ben', lastName: 'Oak', account: { name: 'Acme <b>GmbH</b>', domain: 'acme.example' } };
const layla = { email: 'layla@nour.example', firstName: 'ليلى', lastName: 'حسن', account: { name: 'شركة النور', domain: 'nour.example' } };
const paid = { source: 'google', medium: 'cpc', campaign: 'brand' };

/** Two companies: Ada came by a paid click, asked, was qualified and bought; Ben was lost; Layla asked last. Twenty more are leads of one day. */
const FACTS: FactDraft[] = [
  { kind: 'touch', at: '2026-01-10T09:00:00.000Z', who: { visitorId: 'browser-1' }, origin: paid, touch: 'page_view', page: '/pricing', visit: 'visit-1' },
  { kind: 'submission', at: '2026-01-12T10:00:00.000Z', who: { ...ada, visitorId: 'browser-1' }, origin: {}, form: 'demo', outcome: 'accepted' },
  { kind: 'submission', at: '2026-01-12T11:00:00.000Z', who: ada, origin: {}, form: 'demo', outcome: 'accepted' },
  { kind: 'person', at: '2026-01-12', who: ada, persona: 'IT lead', segment: 'Mid', owner: 'Olga', origin: {} },
  { kind: 'stageChange', at: '2026-01-14T08:00:00.000Z', who: ada, stage: 'mql', actor: 'Marketing' },
  { kind: 'deal', who: ada, name: 'Acme 1', createdAt: '2026-02-01', closedAt: '2026-03-01', status: 'won', amount: '1500.50', currency: 'EUR', origin: {} },
  { kind: 'deal', who: ada, name: 'Acme 2', createdAt: '2026-03-05', status: 'open', amount: '200', currency: 'EUR', origin: {} },
  { kind: 'subscription', who: ada, product: 'Basic', amount: '120', currency: 'EUR', interval: 'year', startsAt: '2026-03-02' },
  { kind: 'submission', at: '2026-01-20T10:00:00.000Z', who: ben, origin: { source: 'newsletter', medium: 'email' }, form: 'guide', outcome: 'accepted' },
  { kind: 'stageChange', at: '2026-01-25', who: ben, stage: 'lost', reason: 'no budget' },
  { kind: 'submission', at: '2026-02-20T10:00:00.000Z', who: layla, origin: paid, form: 'demo', outcome: 'accepted' },
  { kind: 'account', at: '2026-02-20', who: { account: { name: 'شركة النور', domain: 'nour.example' } }, industry: 'Energy' },
  { kind: 'person', at: '2026-04-01', who: { email: 'only@known.example', firstName: 'Only', lastName: 'Known' }, owner: 'Olga', origin: {} },
  { kind: 'account', at: '2026-04-02', who: { account: { name: 'Known Ltd', domain: 'known.example' } }, industry: 'Shipping', size: '120', segment: 'Mid', country: 'CZ', owner: 'Otto' },
  ...Array.from({ length: 20 }, (_, i): FactDraft => ({ kind: 'submission', at: '2026-05-05', who: { email: `many${i}@many${i}.example`, firstName: 'Many', lastName: `No ${i}` }, origin: {}, form: 'fair', outcome: 'accepted' })),
];

beforeAll(async () => {
  test = await openTestServer();
  const workspace = await test.workspaces.set(await test.workspaces.open(), { currency: 'EUR', timeZone: 'Europe/Prague' });
  await test.writer.write(workspace, { items: FACTS.map((draft, i) => ({ draft, eventId: `e:${i}`, line: i + 1 })), importId: 1n, sourceId: 'test', fileDigest: 'x' });
});
afterAll(async () => { await test.close(); });

const persons = async (query = ''): Promise<PersonList> => personList.parse(await (await test.ask(`/api/v1/persons?${query}`)).json());
const accounts = async (query = '') => accountList.parse(await (await test.ask(`/api/v1/accounts?${query}`)).json());
const namesOf = (list: PersonList): string[] => list.persons.map((p) => p.name);
const idOf = async (name: string): Promise<string> => (await persons(`search=${encodeURIComponent(name)}`)).persons[0]?.id ?? 'none';
const history = async (where: string, query = ''): Promise<HistoryDocument> => historyDocument.parse(await (await test.ask(`/api/v1/${where}/history?${query}`)).json());
const said = (e: HistoryEvent): string => `${e.at.slice(0, 10)} ${e.kind} ${e.what}`;
const find = async (q: string) => foundNames.parse(await (await test.ask(`/api/v1/search?q=${encodeURIComponent(q)}`)).json());
async function refusal(path: string): Promise<{ code: string; details?: Record<string, unknown> | undefined }> {
  return errorDocument.parse(await (await test.ask(path)).json()).error;
}
const post = (path: string, body: unknown): Promise<Response> => test.ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('GET /api/v1/persons', () => {
  it('says who they are, where they stand, where they came from and what they are worth', async () => {
    const [person] = (await persons('search=ada')).persons;
    expect(person).toMatchObject({
      name: 'Ada Novák', email: 'ada@acme.example', account: { name: 'Acme <b>GmbH</b>' }, stage: 'won', leadAt: '2026-01-12T10:00:00.000Z', lastAt: expect.stringMatching(/^2026-0[23]/) as string,
      dimensions: { channel: 'Paid Search', campaign: 'brand', persona: 'IT lead', owner: 'Olga' }, deals: 2, rateMissing: false,
    });
    expect([Number(person?.won), Number(person?.open)]).toEqual([1500.5, 200]);
    expect((await persons('search=ben')).persons[0]).toMatchObject({ stage: 'lost', won: null, deals: 0 });
    expect((await persons('search=only+known')).persons[0]).toMatchObject({ stage: 'contact', leadAt: null, dimensions: { owner: 'Olga' } });
  });

  it('knows of a contact what is known of their company, as of a lead', async () => {
    const [contact] = (await persons('search=only+known')).persons;
    expect(contact?.dimensions).toEqual({ owner: 'Olga', segment: 'Mid', industry: 'Shipping', company_size: '51–200', country: 'CZ' });
  });

  it.each([['novák', 1], ['NOVÁK ada', 1], ['ada ben', 0], ['acme', 2], ['601222333', 1], ['%', 0], ['ليلى', 1], ['النور', 1], ['many', 20]])('finds by %s', async (text, n) => {
    expect((await persons(`search=${encodeURIComponent(text)}`)).total).toBe(n);
  });

  it('lists exactly the leads that the KPI counts, filtered as it is', async () => {
    for (const where of ['', '&where=channel:Paid+Search', '&where=persona:IT+lead', '&where=persona:(unmatched)', '&where=owner:Olga&where=channel_group:Paid']) {
      const range = `from=2026-01-01&to=2026-05-05${where}`;
      const figures = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=leads&${range}`)).json());
      expect([where, (await persons(range)).total]).toEqual([where, figures.rows[0]?.value]);
    }
    expect((await persons('from=2026-01-01&to=2026-05-05')).total).toBe(3);
  });

  it('narrows by stage and account, and sorts by arrival and value', async () => {
    expect(namesOf(await persons('stage=won,lost&sort=oldest'))).toEqual(['Ada Novák', 'Ben Oak']);
    expect(namesOf(await persons('stage=contact'))).toEqual(['Only Known']);
    expect(namesOf(await persons('sort=value&limit=1'))).toEqual(['Ada Novák']);
    const { account } = (await persons('search=ada')).persons[0] ?? {};
    expect(namesOf(await persons(`account=${account?.id ?? ''}&sort=newest`))).toEqual(['Ben Oak', 'Ada Novák']);
  });

  it('pages without a gap or a repeat, also over equal instants and over facts that come in between', async () => {
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: PersonList = await persons(`limit=7${after === '' ? '' : `&after=${after}`}`);
      seen.push(...page.persons.map((p) => p.id));
      if (after === '') {
        const workspace = await test.workspaces.open();
        await test.writer.write(workspace, { items: [{ draft: { kind: 'submission', at: '2026-06-01', who: { email: 'late@late.example' }, origin: {}, form: 'x', outcome: 'accepted' }, eventId: 'late', line: 1 }], importId: 2n, sourceId: 'test', fileDigest: 'y' });
      }
      after = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([24, 24]);
    expect((await persons()).total).toBe(25);
  });

  it.each([
    ['persons?stage=mqll', 'unknown_stage', { nearest: 'mql' }], ['persons?where=chanel:x', 'unknown_dimension', { nearest: 'channel' }], ['persons?where=form:x', 'unknown_dimension', {}],
    ['persons?after=abc', 'invalid_input', { where: 'after' }], ['persons?limit=0', 'invalid_input', { where: 'limit' }], ['persons?from=2026-01-01', 'invalid_input', { where: 'to' }],
    ['persons?surch=x', 'unknown_parameter', { nearest: 'search' }], ['persons?sort=name', 'invalid_input', { where: 'sort' }], ['persons?account=P-1', 'not_found', { what: 'account' }],
    ['persons/P-99999999', 'not_found', { what: 'person' }], ['persons/nobody', 'not_found', {}], ['accounts/A-99999999', 'not_found', { what: 'account' }], ['persons/P-9223372036854775809', 'not_found', {}],
  ])('refuses %s', async (path, code, details) => {
    expect(await refusal(`/api/v1/${path}`)).toMatchObject({ code, details });
  });

  it('refuses a cursor of another order', async () => {
    const { next } = await persons('limit=1');
    expect(await refusal(`/api/v1/persons?sort=value&after=${next ?? ''}`)).toMatchObject({ code: 'invalid_input', details: { where: 'after' } });
  });
});

describe('GET /api/v1/accounts', () => {
  it('counts people, leads and deals of a company', async () => {
    const [acme] = (await accounts('search=acme')).accounts;
    expect(acme).toMatchObject({ name: 'Acme <b>GmbH</b>', persons: 2, leads: 2, stage: 'won', leadAt: '2026-01-12T10:00:00.000Z', deals: 2, dimensions: { channel: 'Paid Search' } });
    expect([Number(acme?.won), Number(acme?.open)]).toEqual([1500.5, 200]);
    expect((await accounts('search=النور')).accounts.map((a) => [a.name, a.dimensions['industry'], a.stage])).toEqual([['شركة النور', 'Energy', 'lead']]);
    expect((await accounts('stage=won&from=2026-01-01&to=2026-02-01&where=channel:Paid+Search')).accounts.map((a) => a.id)).toEqual([acme?.id]);
    expect((await accounts('sort=value&limit=1')).accounts[0]?.id).toBe(acme?.id);
    const one = accountDocument.parse(await (await test.ask(`/api/v1/accounts/${acme?.id ?? ''}`)).json());
    expect([one.account, one.keys]).toEqual([acme, expect.arrayContaining(['domain:acme.example'])]);
  });
});

describe('a history', () => {
  it('holds everything of a person in order, with what figures count and why a browser is theirs', async () => {
    const { events, next } = await history(`persons/${await idOf('ada')}`, 'order=oldest');
    expect(next).toBeNull();
    const lines = events.filter((e) => e.kind !== 'identity').map(said);
    expect(lines).toEqual([
      '2026-01-10 touch page_view', '2026-01-11 record person', '2026-01-12 submission accepted', '2026-01-12 stage lead', '2026-01-12 submission scrubbed', '2026-01-14 stage mql',
      '2026-01-31 stage opportunity', '2026-01-31 deal created', '2026-02-28 stage won', '2026-02-28 deal won', '2026-03-01 subscription started', '2026-03-04 deal created',
    ]);
    expect(events.find((e) => e.what === 'mql')).toMatchObject({ details: { counted: 'yes', actor: 'Marketing' }, importId: '1', source: 'test' });
    expect(events.find((e) => e.what === 'lead')).toMatchObject({ details: { counted: 'yes', derived: 'yes' }, importId: null });
    expect(events.find((e) => e.what === 'scrubbed')?.details['reason']).toBe('duplicate');
    expect(events.filter((e) => e.kind === 'deal' || e.kind === 'subscription').every((e) => e.dateOnly)).toBe(true);
    expect(events.find((e) => e.kind === 'subscription')).toMatchObject({ currency: 'EUR', amount: expect.stringMatching(/^10(\.0+)?$/) as string, details: { product: 'Basic' } });
    expect(events.filter((e) => e.kind === 'identity')).toEqual([expect.objectContaining({ what: 'linked', details: expect.objectContaining({ of: 'visitor:browser-1', reason: expect.stringMatching(/\w/) as string }) as object })]);
    const newest = await history(`persons/${await idOf('ada')}`);
    expect(newest.events).toEqual([...events].reverse());
  });

  it.each(['newest', 'oldest'])('pages %s first without a gap or a repeat', async (order) => {
    const where = `persons/${await idOf('ada')}`;
    const whole = (await history(where, `order=${order}`)).events;
    const seen: HistoryEvent[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: HistoryDocument = await history(where, `order=${order}&limit=2${after === '' ? '' : `&after=${after}`}`);
      seen.push(...page.events);
      after = page.next;
    }
    expect(seen).toEqual(whole);
    expect((await history(where, 'kind=deal,stage')).events.every((e) => e.kind === 'deal' || e.kind === 'stage')).toBe(true);
  });

  it('of an account is that of all its people, each event with whose it is', async () => {
    const account = (await accounts('search=acme')).accounts[0]?.id ?? '';
    const { events } = await history(`accounts/${account}`, 'order=oldest');
    expect(events.find((e) => e.kind === 'touch')?.person?.name).toBe('Ada Novák');
    expect(events.filter((e) => e.person?.name === 'Ben Oak').map((e) => e.what)).toEqual(['accepted', 'lead', 'lost']);
    expect(events.find((e) => e.what === 'lost')).toMatchObject({ dateOnly: true, details: { reason: 'no budget', counted: 'yes' } });
  });
});

describe('merging two persons', () => {
  it('is looked at, done, read from either id, and taken back', async () => {
    const [one, other] = [await idOf('many no 3'), await idOf('layla')];
    const preview = mergePreview.parse(await (await test.ask(`/api/v1/persons/${one}/merge?with=${other}`)).json());
    expect([preview.kept, preview.merged].sort()).toEqual([one, other].sort());
    const total = (await persons()).total;
    const receipt = mergeReceipt.parse(await (await post(`/api/v1/persons/${one}/merge`, { with: other, reason: 'One person, says Olga' })).json());
    expect(receipt.kept).toBe(preview.kept);
    expect((await persons()).total).toBe(total - 1);
    const read = async (id: string) => personDocument.parse(await (await test.ask(`/api/v1/persons/${id}`)).json());
    const [fromOne, fromOther] = [await read(one), await read(other)];
    expect([fromOne.person.id, fromOther.person.id]).toEqual([preview.kept, preview.kept]);
    expect(fromOne.merges).toEqual([expect.objectContaining({ id: receipt.id, byHand: true, reason: 'One person, says Olga', undoneAt: null })]);
    const { events } = await history(`persons/${one}`, 'order=oldest');
    expect(events.filter((e) => e.kind === 'submission')).toHaveLength(2);
    expect(events.find((e) => e.what === 'merged')?.details).toEqual({ reason: 'One person, says Olga', of: preview.merged });

    expect((await post(`/api/v1/merges/${receipt.id}/undo`, { reason: 'No' })).status).toBe(204);
    expect((await persons()).total).toBe(total);
    expect((await read(other)).person.id).toBe(other);
  });

  it('refuses who is not there, one with themselves, and no reason', async () => {
    const one = await idOf('ada');
    expect(await refusal(`/api/v1/persons/${one}/merge?with=${one}`)).toMatchObject({ code: 'invalid_input' });
    expect(await refusal(`/api/v1/persons/${one}/merge?with=P-999999`)).toMatchObject({ code: 'not_found' });
    const error = z.object({ error: z.object({ code: z.string() }) });
    expect(error.parse(await (await post(`/api/v1/persons/${one}/merge`, { with: 'P-1', reason: ' ' })).json()).error.code).toBe('invalid_input');
    expect(error.parse(await (await post('/api/v1/merges/999999/undo', { reason: 'x' })).json()).error.code).toBe('not_found');
  });
});

describe('a search while somebody types', () => {
  it.each([
    ['nov', 'Ada Novák'], ['NOVÁ', 'Ada Novák'], ['ada', 'Ada Novák'], ['ada nov', 'Ada Novák'], ['novák ada', 'Ada Novák'], ['ada@acme', 'Ada Novák'], ['ADA@ACME.example', 'Ada Novák'], ['حس', 'ليلى حسن'], ['only known', 'Only Known'],
  ])('finds by %s', async (q, name) => {
    expect((await find(q)).persons.map((p) => p.name)).toEqual([name]);
  });

  it('finds companies by name, domain and a part of the name, and both by id', async () => {
    await accounts(); // the read models, which have the companies' names
    const [acme] = (await find('acme')).accounts;
    expect(acme).toMatchObject({ name: 'Acme <b>GmbH</b>' });
    expect((await find('acme.ex')).accounts).toEqual([acme]);
    expect((await find('النور')).accounts.map((a) => a.name)).toEqual(['شركة النور']);
    const [ada] = (await find('nov')).persons;
    expect(ada).toMatchObject({ email: 'ada@acme.example', account: 'Acme <b>GmbH</b>' });
    expect(await find(ada?.id ?? '')).toEqual({ persons: [ada], accounts: [] });
    expect(await find(acme?.id.toLowerCase() ?? '')).toEqual({ persons: [], accounts: [acme] });
  });

  it('finds nobody for one letter, for what nobody is called, and for what looks like a pattern or SQL', async () => {
    for (const q of ['a', ' ', 'zzzz', '%%', '__', "x' OR '1'='1", 'P-99999999', 'ák']) expect(await find(q)).toEqual({ persons: [], accounts: [] });
    expect((await find('many')).persons).toHaveLength(8);
    expect((await refusal(`/api/v1/search?q=${'x'.repeat(201)}`)).code).toBe('invalid_input');
  });

  it('goes through an index for each way to be found', async () => {
    const plan = async (column: string): Promise<string> => (await test.records.query(z.object({ 'QUERY PLAN': z.string() }), sql`
      EXPLAIN SELECT person_id FROM identity_statements WHERE workspace_id = 1 AND ${identifier(column)} <> '' AND lower(${identifier(column)} COLLATE "C") >= 'nov' COLLATE "C" AND lower(${identifier(column)} COLLATE "C") < 'now' COLLATE "C" LIMIT 60`)).map((r) => r['QUERY PLAN']).join('\n');
    // So few rows are read whole otherwise.
    await test.records.execute(sql`SET enable_seqscan = off`);
    expect(await plan('last_name')).toContain('identity_statements_last_name');
    expect(await plan('first_name')).toContain('identity_statements_first_name');
    await test.records.execute(sql`SET enable_seqscan = on`);
  });
});
