import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import type { Who } from '../facts/drafts.js';
import { createResolver, type Resolver } from './resolver.js';

let stores: TestStores;
let resolver: Resolver;
let nextWorkspace = 100;
/** A workspace of its own for each test: nothing of one test is another's. */
const workspace = async (country = ''): Promise<number> => {
  const id = (nextWorkspace += 1);
  await stores.records.execute(sql`INSERT INTO workspaces (id, name) VALUES (${param('Int32', id)}, ${param('String', `test ${id}`)})`);
  if (country !== '') await stores.records.execute(sql`INSERT INTO settings (workspace_id, key, value) VALUES (${param('Int32', id)}, 'country', ${param('String', JSON.stringify(country))}::jsonb)`);
  return id;
};

beforeAll(async () => {
  stores = await openTestStores();
  resolver = createResolver(stores);
});
afterAll(() => stores.close());

let at = Date.parse('2026-01-01T00:00:00Z');
const later = (): string => new Date((at += 60_000)).toISOString();
const say = async (ws: number, who: Who, options: { importId?: bigint; at?: string; create?: boolean } = {}) => {
  const [resolved] = await resolver.resolve(ws, [{ who, at: options.at ?? later(), createPerson: options.create ?? true }], { importId: options.importId ?? 1n, reason: 'test' });
  if (resolved === undefined) throw new Error('no answer');
  return resolved;
};
/** The person behind an id or an alias, as a reader of facts finds them. */
const now = async (ws: number, personId: bigint): Promise<bigint> => (await resolver.history(ws, personId)).personId;

const linkRow = z.object({ kind: z.string(), visitor_id: z.string(), from_person: z.string(), person: z.string(), account: z.string(), gone: z.boolean() });
/** The links that count, as the facts store has them. */
const links = (ws: number) =>
  stores.facts.query(linkRow, sql`
    SELECT kind, visitor_id, toString(from_person) AS from_person, toString(argMax(person_id, version)) AS person, toString(argMax(account_id, version)) AS account, argMax(removed, version) AS gone
    FROM identities WHERE workspace_id = ${param('UInt32', ws)} GROUP BY kind, visitor_id, from_person ORDER BY kind, visitor_id, from_person`);
const contact = async (ws: number, personId: bigint) => (await resolver.history(ws, personId)).contact;
const countOf = async (table: 'identity_persons' | 'identity_aliases' | 'identity_statements' | 'identity_accounts' | 'identity_account_keys' | 'contacts', ws: number): Promise<number> => {
  const tables = { identity_persons: sql`identity_persons`, identity_aliases: sql`identity_aliases`, identity_statements: sql`identity_statements`, identity_accounts: sql`identity_accounts`, identity_account_keys: sql`identity_account_keys`, contacts: sql`contacts` };
  const [row] = await stores.records.query(z.object({ n: z.bigint() }), sql`SELECT count(*) AS n FROM ${tables[table]} WHERE workspace_id = ${param('Int32', ws)}`);
  return Number(row?.n ?? 0n);
};

describe('who is who', () => {
  it('knows a person again by e-mail in any letter case and by every id they came with', async () => {
    const ws = await workspace();
    const first = await say(ws, { email: 'Ada@Acme.example', ids: ['crm:contact:1'] });
    expect(first.personId).toBeGreaterThan(0n);
    expect(await say(ws, { email: '  ada@acme.EXAMPLE ' })).toEqual(first);
    expect((await say(ws, { ids: ['crm:contact:1'] })).personId).toBe(first.personId);
    expect((await say(ws, { email: 'ada+news@acme.example' })).personId).not.toBe(first.personId);
  });

  it('takes aliases within one batch together, however the rows are ordered', async () => {
    const ws = await workspace();
    const resolved = await resolver.resolve(ws, [
      { who: { ids: ['crm:1'] }, at: later(), createPerson: true }, { who: { email: 'b@acme.example' }, at: later(), createPerson: true },
      { who: { email: 'b@acme.example', ids: ['crm:1'] }, at: later(), createPerson: true }, { who: { email: 'c@acme.example' }, at: later(), createPerson: true },
    ], { importId: 1n, reason: 'test' });
    expect(new Set(resolved.slice(0, 3).map((r) => r.personId)).size).toBe(1);
    expect(resolved[3]?.personId).not.toBe(resolved[0]?.personId);
  });

  it('takes no placeholder, no broken address and no empty id for an alias', async () => {
    const ws = await workspace();
    expect(await say(ws, { email: 'not an address' })).toEqual({ personId: 0n, accountId: 0n, accountNamed: false, visitorId: '' });
    expect((await say(ws, { email: 'none@none.com', ids: ['crm:null'] })).personId).toBe(0n);
    const [one, other] = [await say(ws, { email: 'noemail@noemail.com', ids: ['crm:7'] }), await say(ws, { email: 'noemail@noemail.com', ids: ['crm:8'] })];
    expect(one.personId).not.toBe(other.personId);
  });

  it('knows somebody by telephone only where there is nothing else', async () => {
    const ws = await workspace('DE');
    const caller = await say(ws, { phone: '030 901820' });
    expect((await say(ws, { phone: '+49 30 901820' })).personId).toBe(caller.personId);
    expect((await say(ws, { phone: '+49 30 901820', email: 'd@acme.example' })).personId).not.toBe(caller.personId);
    expect((await contact(ws, caller.personId)).phone).toBe('+4930901820');
  });

  it('makes nobody when it is not asked to, and remembers what was said until it is', async () => {
    const ws = await workspace();
    expect(await say(ws, { email: 'e@acme.example', visitorId: 'v1' }, { create: false })).toMatchObject({ personId: 0n, visitorId: 'v1' });
    expect(await links(ws)).toEqual([]);
    const { personId } = await say(ws, { email: 'e@acme.example' });
    expect(personId).toBeGreaterThan(0n);
    expect(await links(ws)).toMatchObject([{ kind: 'visitor', visitor_id: 'v1', person: String(personId), gone: false }]);
  });

  it('survives text that no index and no database takes', async () => {
    const ws = await workspace();
    const long = 'x'.repeat(2000);
    const a = await say(ws, { ids: [`crm:${long}`], firstName: 'a\u0000b\ud800', lastName: "'; DROP TABLE contacts; --", account: { name: '<script>alert(1)</script>' } });
    expect((await say(ws, { ids: [`crm:${long}`] })).personId).toBe(a.personId);
    expect((await say(ws, { ids: [`crm:${long}y`] })).personId).not.toBe(a.personId);
    expect(await contact(ws, a.personId)).toMatchObject({ firstName: 'a b\ufffd', lastName: "'; DROP TABLE contacts; --" });
  });
});

describe('merges that sources bring about', () => {
  it('lets the older identified record win and the other\'s ids live on', async () => {
    const ws = await workspace();
    const older = await say(ws, { email: 'f@acme.example', firstName: 'Fay' });
    const newer = await say(ws, { ids: ['crm:9'], lastName: 'Fox' });
    const both = await say(ws, { email: 'f@acme.example', ids: ['crm:9'] });
    expect(both.personId).toBe(older.personId);
    expect(await now(ws, newer.personId)).toBe(older.personId);
    expect(await contact(ws, newer.personId)).toMatchObject({ firstName: 'Fay', lastName: 'Fox', email: 'f@acme.example' });
    expect(await links(ws)).toMatchObject([{ kind: 'person', from_person: String(newer.personId), person: String(older.personId), gone: false }]);
    // Facts of the other's alias go on carrying its id: the link leads on, and taking the merge back takes them back too.
    expect((await say(ws, { ids: ['crm:9'] })).personId).toBe(newer.personId);
  });

  it('keeps the known contact when an anonymous visitor turns out to be them (mautic 16425)', async () => {
    const ws = await workspace();
    const anonymous = await say(ws, { visitorId: 'v2' });
    expect(anonymous.personId).toBeGreaterThan(0n);
    const known = await say(ws, { email: 'g@acme.example', lastName: 'Gray' });
    const login = await say(ws, { email: 'g@acme.example', visitorId: 'v2' });
    expect(login.personId).toBe(known.personId);
    expect(await now(ws, anonymous.personId)).toBe(known.personId);
    expect(await contact(ws, anonymous.personId)).toMatchObject({ lastName: 'Gray' });
  });

  it('never overwrites another lead that shares nothing but a name and a company (mautic 1256)', async () => {
    const ws = await workspace();
    const one = await say(ws, { ids: ['crm:10'], firstName: 'Hana', lastName: 'Novak', account: { name: 'Acme' } });
    const other = await say(ws, { ids: ['crm:11'], firstName: 'Hana', lastName: 'Novak', account: { name: 'Acme' } });
    expect(other.personId).not.toBe(one.personId);
  });

  it('makes no duplicate whichever way somebody comes in (mautic 3108, 5392; twenty 11864)', async () => {
    const ws = await workspace();
    const csv = await say(ws, { email: 'i@acme.example', ids: ['csv:1'] }, { importId: 1n });
    const form = await say(ws, { email: 'I@acme.example', visitorId: 'v3' }, { importId: 0n });
    const api = await say(ws, { ids: ['csv:1'], visitorId: 'v3' }, { importId: 5n });
    expect([form.personId, api.personId]).toEqual([csv.personId, csv.personId]);
    expect(await countOf('identity_persons', ws)).toBe(1);
  });

  it('always links to the last survivor of a chain of merges', async () => {
    const ws = await workspace();
    const people: bigint[] = [];
    for (let i = 0; i < 5; i += 1) people.push((await say(ws, { ids: [`chain:${i}`], visitorId: `chain-v${i}` })).personId);
    for (let i = 4; i > 0; i -= 1) await say(ws, { ids: [`chain:${i}`, `chain:${i - 1}`] });
    const survivor = String(people[0]);
    const all = await links(ws);
    expect(all.filter((l) => l.kind === 'person').map((l) => l.person)).toEqual([survivor, survivor, survivor, survivor]);
    expect(all.filter((l) => l.kind === 'visitor').map((l) => l.person)).toEqual([survivor, survivor, survivor, survivor, survivor]);
  });
});

describe('browsers', () => {
  it('extends history backwards on a login or a form and never splits it (matomo 19927, 21020, 14709)', async () => {
    const ws = await workspace();
    expect(await say(ws, { visitorId: 'v4' }, { create: false })).toEqual({ personId: 0n, accountId: 0n, accountNamed: false, visitorId: 'v4' });
    const { personId } = await say(ws, { email: 'j@acme.example', visitorId: 'v4' });
    expect(await links(ws)).toMatchObject([{ kind: 'visitor', visitor_id: 'v4', person: String(personId), gone: false }]);
    // The browser's facts carry no person: they follow the link, those of before and those of after.
    expect((await say(ws, { visitorId: 'v4' }, { create: false })).personId).toBe(0n);
    expect((await say(ws, { email: 'j@acme.example', visitorId: 'v5' })).personId).toBe(personId);
    expect((await links(ws)).map((l) => [l.visitor_id, l.person])).toEqual([['v4', String(personId)], ['v5', String(personId)]]);
  });

  it('leaves a shared browser with whoever was identified first, and shows the conflict', async () => {
    const ws = await workspace();
    const first = await say(ws, { email: 'k@acme.example', visitorId: 'shared' });
    const second = await say(ws, { email: 'l@acme.example', visitorId: 'shared' });
    expect(second.personId).not.toBe(first.personId);
    expect(await links(ws)).toMatchObject([{ kind: 'visitor', person: String(first.personId) }]);
    expect((await resolver.history(ws, first.personId)).conflicts).toMatchObject([{ visitorId: 'shared', otherPersonId: second.personId }]);
  });

  it('finds out later who was first when an older file comes after a newer one', async () => {
    const ws = await workspace();
    await say(ws, { email: 'm@acme.example', visitorId: 'late' }, { at: '2026-05-02T00:00:00Z' });
    const earlier = await say(ws, { email: 'n@acme.example', visitorId: 'late' }, { at: '2026-05-01T00:00:00Z' });
    expect(await links(ws)).toMatchObject([{ kind: 'visitor', person: String(earlier.personId) }]);
  });
});

describe('companies', () => {
  it('goes by id, then the mail\'s domain, then the website, then the name without its legal form', async () => {
    const ws = await workspace();
    const byMail = await say(ws, { email: 'o@umbrella.test' });
    expect(byMail.accountId).toBeGreaterThan(0n);
    expect((await say(ws, { ids: ['crm:20'], account: { domain: 'https://www.umbrella.test/about' } })).accountId).toBe(byMail.accountId);
    const byName = await say(ws, { ids: ['crm:21'], account: { name: 'Müller & Söhne GmbH & Co. KG' } });
    expect((await say(ws, { ids: ['crm:22'], account: { name: 'Müller und Söhne' } })).accountId).not.toBe(byName.accountId);
    expect((await say(ws, { ids: ['crm:23'], account: { name: 'MÜLLER & SÖHNE' } })).accountId).toBe(byName.accountId);
    const byId = await say(ws, { ids: ['crm:24'], account: { ids: ['crm:account:1'], name: 'Umbrella', domain: 'umbrella.test' } });
    expect(byId.accountId).toBe(byMail.accountId);
    expect((await say(ws, { ids: ['crm:25'], account: { ids: ['crm:account:2'], name: 'Umbrella', domain: 'umbrella.test' } })).accountId).not.toBe(byMail.accountId);
  });

  it('sees no company in free mail, disposable mail and pages on platforms', async () => {
    const ws = await workspace();
    for (const email of ['p@gmail.com', 'p@seznam.cz', 'p@mailinator.com', 'p@cuvox.de']) expect((await say(ws, { email })).accountId).toBe(0n);
    expect((await say(ws, { ids: ['crm:30'], account: { domain: 'https://www.facebook.com/acme' } })).accountId).toBe(0n);
  });

  it('moves a person only on a newer explicit word', async () => {
    const ws = await workspace();
    const start = await say(ws, { email: 'q@first.test', ids: ['crm:40'] }, { at: '2026-01-10' });
    expect((await say(ws, { email: 'q2@second.test', ids: ['crm:40'] }, { at: '2026-01-11' })).accountId).toBe(start.accountId);
    const moved = await say(ws, { ids: ['crm:40'], account: { ids: ['crm:account:7'] } }, { at: '2026-02-01' });
    expect(moved.accountId).not.toBe(start.accountId);
    await say(ws, { ids: ['crm:40'], account: { ids: ['crm:account:8'] } }, { at: '2026-01-15' });
    expect((await resolver.history(ws, start.personId)).accountId).toBe(moved.accountId);
    expect((await say(ws, { ids: ['crm:40'] }, { at: '2026-03-01' })).accountId).toBe(moved.accountId);
    expect(await links(ws)).toMatchObject([{ kind: 'person', from_person: String(start.personId), person: String(start.personId), account: String(moved.accountId) }]);
  });

  it('finds that two accounts are one, and links the one to the other', async () => {
    const ws = await workspace();
    const lead = await say(ws, { email: 'r@initech.test' });
    const contact1 = await say(ws, { ids: ['crm:50'], account: { ids: ['crm:account:9'] } });
    expect(contact1.accountId).not.toBe(lead.accountId);
    await say(ws, { account: { ids: ['crm:account:9'], domain: 'initech.test', name: 'Initech Ltd' } }, { create: false });
    expect((await say(ws, { email: 'r@initech.test' })).accountId).toBe(contact1.accountId);
    expect((await links(ws)).filter((l) => l.kind === 'account')).toMatchObject([{ from_person: String(lead.accountId), account: String(contact1.accountId), gone: false }]);
  });

  it('opens a company that is named, without a person', async () => {
    const ws = await workspace();
    const resolved = await say(ws, { account: { name: 'Hooli Inc.' } }, { create: false });
    expect(resolved).toMatchObject({ personId: 0n, visitorId: '' });
    expect(resolved.accountId).toBeGreaterThan(0n);
    expect((await say(ws, { account: { name: 'hooli, inc' } }, { create: false })).accountId).toBe(resolved.accountId);
  });
});

describe('contacts', () => {
  it('keeps the latest value of each field, whatever the order of arrival', async () => {
    const ws = await workspace('US');
    const { personId } = await say(ws, { ids: ['crm:60'], firstName: 'Sam', phone: '660-485-0224' }, { at: '2026-03-01' });
    await say(ws, { ids: ['crm:60'], firstName: 'Samuel', lastName: 'Stone' }, { at: '2026-01-01' });
    await say(ws, { ids: ['crm:60'], firstName: '', email: 's@acme.example' }, { at: '2026-04-01' });
    expect(await contact(ws, personId)).toEqual({ email: 's@acme.example', phone: '+16604850224', firstName: 'Sam', lastName: 'Stone' });
  });

  it('lets a value that is said again later count as the latest', async () => {
    const ws = await workspace();
    const { personId } = await say(ws, { ids: ['crm:61'], lastName: 'Old' }, { at: '2026-01-01' });
    await say(ws, { ids: ['crm:61'], lastName: 'New' }, { at: '2026-02-01' });
    await say(ws, { ids: ['crm:61'], lastName: 'Old' }, { at: '2026-03-01' });
    expect((await contact(ws, personId)).lastName).toBe('Old');
  });
});

describe('taking an import back', () => {
  it('forgets whom only that import named, and keeps whom another names too', async () => {
    const ws = await workspace();
    const both = await say(ws, { email: 't@acme.example', lastName: 'Todd', visitorId: 'v6' }, { importId: 1n });
    await say(ws, { email: 't@acme.example', firstName: 'Tia' }, { importId: 2n });
    const one = await say(ws, { email: 'u@other.test', visitorId: 'v7' }, { importId: 1n });
    const undone = await resolver.undoImport(ws, 1n);
    expect(undone).toMatchObject({ statements: 2, persons: 1, accounts: 1 });
    expect(await contact(ws, both.personId)).toEqual({ email: 't@acme.example', phone: '', firstName: 'Tia', lastName: '' });
    await expect(resolver.history(ws, one.personId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await links(ws)).every((l) => l.gone)).toBe(true);
    expect(await resolver.undoImport(ws, 1n)).toMatchObject({ statements: 0, persons: 0 });
    await resolver.undoImport(ws, 2n);
    for (const table of ['identity_persons', 'identity_aliases', 'identity_statements', 'identity_accounts', 'identity_account_keys', 'contacts'] as const) expect(await countOf(table, ws), table).toBe(0);
  });

  it('tells apart whom only that import had joined', async () => {
    const ws = await workspace();
    const a = await say(ws, { email: 'w@acme.example' }, { importId: 1n });
    const b = await say(ws, { ids: ['crm:70'] }, { importId: 2n });
    await say(ws, { email: 'w@acme.example', ids: ['crm:70'] }, { importId: 3n });
    expect(await now(ws, b.personId)).toBe(a.personId);
    await resolver.undoImport(ws, 3n);
    expect(await now(ws, b.personId)).toBe(b.personId);
    expect((await links(ws)).every((l) => l.gone)).toBe(true);
    expect((await resolver.history(ws, a.personId)).merges).toMatchObject([{ loserId: b.personId, undoneReason: 'import undone', apart: false }]);
    await say(ws, { email: 'w@acme.example', ids: ['crm:70'] }, { importId: 4n });
    expect(await now(ws, b.personId)).toBe(a.personId);
  });

  it('tells apart whom a wrong first import had made one', async () => {
    const ws = await workspace();
    await say(ws, { email: 'x1@acme.example', ids: ['wrong:company'] }, { importId: 1n });
    await say(ws, { email: 'x2@acme.example', ids: ['wrong:company'] }, { importId: 1n });
    await say(ws, { email: 'x1@acme.example' }, { importId: 2n });
    await say(ws, { email: 'x2@acme.example' }, { importId: 2n });
    expect(await resolver.undoImport(ws, 1n)).toMatchObject({ separated: 1 });
    expect((await say(ws, { email: 'x1@acme.example' })).personId).not.toBe((await say(ws, { email: 'x2@acme.example' })).personId);
  });

  it('gives a shared browser to the other person when the first one goes', async () => {
    const ws = await workspace();
    await say(ws, { email: 'y@acme.example', visitorId: 'v8' }, { importId: 1n });
    const stays = await say(ws, { email: 'z@acme.example', visitorId: 'v8' }, { importId: 2n });
    await resolver.undoImport(ws, 1n);
    expect((await links(ws)).filter((l) => l.kind === 'visitor')).toMatchObject([{ visitor_id: 'v8', person: String(stays.personId), gone: false }]);
  });

  it('keeps accounts apart again that only that import had made one', async () => {
    const ws = await workspace();
    const lead = await say(ws, { email: 'aa@globex.test' }, { importId: 1n });
    const crm = await say(ws, { ids: ['crm:80'], account: { ids: ['crm:account:80'] } }, { importId: 2n });
    await say(ws, { account: { ids: ['crm:account:80'], domain: 'globex.test' } }, { importId: 3n, create: false });
    expect((await resolver.history(ws, lead.personId)).accountId).toBe(crm.accountId);
    await resolver.undoImport(ws, 3n);
    expect((await resolver.history(ws, lead.personId)).accountId).toBe(lead.accountId);
    expect((await resolver.history(ws, crm.personId)).accountId).toBe(crm.accountId);
    expect((await links(ws)).filter((l) => l.kind === 'account').every((l) => l.gone)).toBe(true);
  });
});

describe('merges that people decide', () => {
  it('shows a merge before it is made, makes it and takes it back (posthog 5527, 19180)', async () => {
    const ws = await workspace();
    const a = await say(ws, { email: 'ab@acme.example', firstName: 'Abe', visitorId: 'v9' });
    const b = await say(ws, { ids: ['crm:90'], lastName: 'Boone', visitorId: 'v10' });
    const preview = await resolver.previewMerge(ws, b.personId, a.personId);
    expect(preview).toMatchObject({ winnerId: a.personId, loserId: b.personId, contact: { firstName: 'Abe', lastName: 'Boone' } });
    expect(preview.aliases).toEqual(['email:ab@acme.example', 'id:crm:90', 'visitor:v10', 'visitor:v9']);
    expect(await now(ws, b.personId)).toBe(b.personId);

    const mergeId = await resolver.merge(ws, b.personId, a.personId, 'same woman, two jobs');
    expect(await now(ws, b.personId)).toBe(a.personId);
    expect((await links(ws)).map((l) => [l.kind, l.visitor_id, l.person])).toEqual([['person', '', String(a.personId)], ['visitor', 'v10', String(a.personId)], ['visitor', 'v9', String(a.personId)]]);
    const during = await say(ws, { ids: ['crm:90'], phone: '+420777123456' });
    expect((await resolver.history(ws, a.personId)).merges).toMatchObject([{ mergeId, manual: true, reason: 'same woman, two jobs', undoneAt: null }]);

    await resolver.undoMerge(ws, mergeId, 'they are sisters');
    expect(await now(ws, b.personId)).toBe(b.personId);
    expect(during.personId).toBe(b.personId);
    expect(await contact(ws, a.personId)).toMatchObject({ firstName: 'Abe', lastName: '', phone: '' });
    expect(await contact(ws, b.personId)).toMatchObject({ lastName: 'Boone', phone: '+420777123456' });
    expect((await links(ws)).map((l) => [l.kind, l.visitor_id, l.gone ? 'gone' : l.person])).toEqual([['person', '', 'gone'], ['visitor', 'v10', String(b.personId)], ['visitor', 'v9', String(a.personId)]]);
  });

  it('keeps apart whom a person has separated, until a person joins them again', async () => {
    const ws = await workspace();
    const a = await say(ws, { email: 'ac@acme.example' });
    const b = await say(ws, { ids: ['crm:91'] });
    await say(ws, { email: 'ac@acme.example', ids: ['crm:91'] });
    const [found] = (await resolver.history(ws, a.personId)).merges;
    await resolver.undoMerge(ws, found?.mergeId ?? 0n, 'a shared mailbox');
    await say(ws, { email: 'ac@acme.example', ids: ['crm:91'] }, { importId: 2n });
    await say(ws, { ids: ['crm:91', 'crm:92'] });
    expect(await now(ws, b.personId)).toBe(b.personId);
    expect((await say(ws, { ids: ['crm:92'] })).personId).toBe(b.personId);
    expect((await resolver.previewMerge(ws, a.personId, b.personId)).lifts).toEqual([found?.mergeId]);
    await resolver.merge(ws, a.personId, b.personId, 'one after all');
    expect(await now(ws, b.personId)).toBe(a.personId);
  });

  it('refuses a merge with nobody and with oneself', async () => {
    const ws = await workspace();
    const { personId } = await say(ws, { email: 'ad@acme.example' });
    await expect(resolver.merge(ws, personId, 999_999_999n, '')).rejects.toMatchObject({ code: 'not_found' });
    await expect(resolver.merge(ws, personId, personId, '')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(resolver.undoMerge(ws, 999_999_999n, '')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the two stores', () => {
  it('brings links to the facts store that a killed process left behind', async () => {
    const ws = await workspace();
    const failing = { ...stores.facts, insert: () => Promise.reject(new Error('killed')) };
    const dying = createResolver({ records: stores.records, facts: failing });
    await expect(dying.resolve(ws, [{ who: { email: 'ae@acme.example', visitorId: 'v11' }, at: later(), createPerson: true }], { importId: 1n, reason: 'test' })).rejects.toThrow('killed');
    expect(await links(ws)).toEqual([]);
    await createResolver(stores).syncLinks();
    expect(await links(ws)).toMatchObject([{ kind: 'visitor', visitor_id: 'v11', gone: false }]);
  });

  it('says that figures are outdated when links arrive', async () => {
    const ws = await workspace();
    const revision = async () => (await stores.records.query(z.object({ facts_revision: z.bigint() }), sql`SELECT facts_revision FROM read_model_state WHERE workspace_id = ${param('Int32', ws)}`))[0]?.facts_revision ?? 0n;
    const before = await revision();
    await say(ws, { email: 'af@acme.example', visitorId: 'v12' });
    expect(await revision()).toBeGreaterThan(before);
  });

  it('makes one person of the same address that comes in twice at once, also from two processes', async () => {
    const ws = await workspace();
    const other = createResolver(stores);
    const request = (n: number) => [{ who: { email: 'ag@acme.example', ids: [`crm:${n}`] }, at: later(), createPerson: true }];
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => (n % 2 === 0 ? resolver : other).resolve(ws, request(n), { importId: 1n, reason: 'test' })));
    expect(new Set(answers.map(([r]) => r?.personId)).size).toBe(1);
    expect(await countOf('identity_persons', ws)).toBe(1);
  });

  it('gives no id twice when several workspaces are written at once', async () => {
    const all = await Promise.all([await workspace(), await workspace(), await workspace()].map((ws) =>
      resolver.resolve(ws, Array.from({ length: 150 }, (_, i) => ({ who: { email: `w${i}@company${i}.test` }, at: '2026-01-01', createPerson: true })), { importId: 1n, reason: 'test' })));
    const ids = all.flat().flatMap((r) => [r.personId, r.accountId]);
    expect(new Set(ids).size).toBe(900);
  });

  it('does not answer from memory what another process has changed', async () => {
    const ws = await workspace();
    const other = createResolver(stores);
    const mine = await say(ws, { email: 'ah@acme.example' });
    await other.undoImport(ws, 1n);
    const again = await say(ws, { email: 'ah@acme.example' });
    expect(again.personId).not.toBe(mine.personId);
    expect(await now(ws, again.personId)).toBe(again.personId);
  });

  it('keeps workspaces from one another', async () => {
    const [one, other] = [await workspace(), await workspace()];
    const a = await say(one, { email: 'ai@acme.example', account: { name: 'Acme' } });
    const b = await say(other, { email: 'ai@acme.example', account: { name: 'Acme' } });
    expect(b.personId).not.toBe(a.personId);
    expect(b.accountId).not.toBe(a.accountId);
    await resolver.undoImport(one, 1n);
    expect((await say(other, { email: 'ai@acme.example', account: { name: 'Acme' } }))).toEqual(b);
  });

  it('refuses a time that is none', async () => {
    await expect(say(await workspace(), { email: 'aj@acme.example' }, { at: 'yesterday' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the number of database statements', () => {
  it('does not grow with the batch', async () => {
    const statementsFor = async (rows: number): Promise<number> => {
      const ws = await workspace();
      let n = 0;
      const counting = { ...stores.records, query: (...args: Parameters<typeof stores.records.query>) => { n += 1; return stores.records.query(...args); }, transaction: stores.records.transaction.bind(stores.records) };
      counting.transaction = (work) => stores.records.transaction((tx) => work({ query: (row, s) => { n += 1; return tx.query(row, s); }, execute: (s) => { n += 1; return tx.execute(s); } }));
      Object.assign(counting, { execute: stores.records.execute.bind(stores.records), engine: stores.records.engine });
      const counted = createResolver({ records: counting as typeof stores.records, facts: stores.facts });
      const who = (i: number, both: boolean): Who => ({ email: `count${i}@company${i}.test`, ...(both && { ids: [`count:${i}`] }), visitorId: `count-v${i}` });
      const batch = (both: boolean) => Array.from({ length: rows }, (_, i) => ({ who: who(i, both), at: '2026-01-01', createPerson: true }));
      await counted.resolve(ws, Array.from({ length: rows }, (_, i) => ({ who: { ids: [`count:${i}`] }, at: '2026-01-01', createPerson: true })), { importId: 1n, reason: 'test' });
      await counted.resolve(ws, batch(false), { importId: 1n, reason: 'test' });
      await counted.resolve(ws, batch(true), { importId: 1n, reason: 'test' });
      return n;
    };
    // Three batches that create, then merge all of them; both sizes need more than one block of ids.
    expect(await statementsFor(600)).toBe(await statementsFor(300));
  });
});

const ZOHO = '../shared/data/zoho';
describe.runIf(existsSync(`${ZOHO}/Leads.csv`))('a CRM\'s leads, contacts and accounts (shared data)', () => {
  const read = async (name: string): Promise<Record<string, string>[]> => z.array(z.record(z.string(), z.string())).parse(parse(await readFile(`${ZOHO}/${name}.csv`), { columns: true, bom: true, relax_column_count: true }));

  it('gives the same people and companies whichever file comes first', async () => {
    const [leads, contacts, accounts] = [await read('Leads'), await read('Contacts'), await read('Accounts')];
    const files = [
      leads.map((r): Who => ({ ids: [`zoho:lead:${r['LEADID']}`], email: r['Email'], lastName: r['Last Name'], phone: r['Mobile'], account: { name: r['Company'], domain: r['Website'] } })),
      contacts.map((r): Who => ({ ids: [`zoho:contact:${r['CONTACTID']}`], email: r['Email'], lastName: r['Last Name'], account: { ids: [`zoho:account:${r['Account Id']}`] } })),
      accounts.map((r): Who => ({ account: { ids: [`zoho:account:${r['ACCOUNTID']}`], name: r['Account Name'], domain: r['Website'] } })),
    ];
    const counts: { persons: number; accounts: number }[] = [];
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
      const ws = await workspace('US');
      for (const file of order) await resolver.resolve(ws, (files[file] ?? []).map((who) => ({ who, at: '2021-05-01', createPerson: file !== 2 })), { importId: BigInt(file), reason: 'zoho' });
      const [row] = await stores.records.query(z.object({ persons: z.bigint(), accounts: z.bigint() }), sql`
        SELECT (SELECT count(*) FROM identity_persons WHERE workspace_id = ${param('Int32', ws)} AND merged_into = 0) AS persons, (SELECT count(*) FROM identity_accounts WHERE workspace_id = ${param('Int32', ws)} AND merged_into = 0) AS accounts`);
      counts.push({ persons: Number(row?.persons), accounts: Number(row?.accounts) });
    }
    const emails = new Set([...leads, ...contacts].map((r) => (r['Email'] ?? '').toLowerCase().trim()));
    expect(counts[0]?.persons).toBeLessThanOrEqual(emails.size);
    expect(new Set(counts.map((c) => c.persons)).size).toBe(1);
    expect(counts[0]?.accounts).toBeGreaterThanOrEqual(accounts.length);
  });
});
