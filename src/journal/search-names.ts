// Finds persons and companies while somebody types: by the beginning of a name, an e-mail or a domain, each through an
// index of the records store, so that a million of them take milliseconds. What stands in the middle of a name is the
// journal's own search (contacts.ts), which reads everything.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { FoundNames } from '../shared/api/search.js';
import type { Workspace } from '../shared/workspace.js';
import { companyNames, contactsOf, fullName, NOBODY } from './contacts.js';
import { NO_COMPANY, writeId } from './ids.js';

/** Of each way to be found; several statements may be of one person. */
const CANDIDATES = 60;
/** Sorts behind every text that begins like it. */
const END = '\u{10ffff}';
const MOST_WORDS = 4;

const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
/** The spellings of a text that differ in letters beyond ASCII, whose case the index keeps. */
const spellings = (text: string): string[] => {
  const lower = text.toLowerCase();
  return [...new Set([lower, `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, text.toUpperCase()].map(lowerAscii))];
};

/** Texts that begin with any spelling; `column` in COLLATE "C". */
const begins = (column: Sql, text: string, of = spellings(text)): Sql =>
  sql`(${joinSql(of.map((t) => sql`(${column} >= ${param('String', t)}::text COLLATE "C" AND ${column} < ${param('String', t + END)}::text COLLATE "C")`), sql` OR `)})`;
type NameColumn = 'last_name' | 'first_name';
const folded = (name: NameColumn): Sql => sql`lower(${identifier(name)} COLLATE "C")`;

const ofWorkspace = (workspace: Workspace): Sql => sql`workspace_id = ${param('Int32', workspace.id)}`;
const some = (what: Sql): Sql => sql`(${what} LIMIT ${param('Int32', CANDIDATES)})`;

/** Every way in which a text can be a person's: one scan of an index each. */
function personWays(workspace: Workspace, search: string, words: readonly string[]): Sql[] {
  const named = (column: NameColumn, text: string, others: readonly string[] = []): Sql => some(sql`
    SELECT person_id FROM identity_statements WHERE ${ofWorkspace(workspace)} AND person_id <> 0 AND ${identifier(column)} <> '' AND ${begins(folded(column), text)}
    ${joinSql(others.map((other) => sql` AND (${begins(folded('first_name'), other)} OR ${begins(folded('last_name'), other)} OR ${begins(sql`email COLLATE "C"`, other)})`), sql``)}`);
  const byMail = some(sql`SELECT person_id FROM identity_aliases WHERE ${ofWorkspace(workspace)} AND person_id <> 0 AND ${begins(sql`alias`, search, [`email:${search.toLowerCase()}`])}`);
  const whole = [named('last_name', search), named('first_name', search), byMail];
  return words.length < 2 ? whole : [...whole, ...words.map((word, i) => named('last_name', word, words.filter((_, j) => j !== i)))];
}

const idRow = z.object({ id: z.bigint() });
const personRow = z.object({ person_id: z.bigint(), account_id: z.bigint() });
const accountRow = z.object({ id: z.string(), called: z.string() });

async function findPersons(records: RecordsStore, workspace: Workspace, search: string, limit: number): Promise<FoundNames['persons']> {
  const [, id] = /^P-?(\d{1,18})$/i.exec(search) ?? [];
  const words = search.split(' ').slice(0, MOST_WORDS);
  const ways = id === undefined ? personWays(workspace, search, words) : [sql`SELECT ${param('Int64', BigInt(id))}::bigint AS person_id`];
  const rows = await records.query(personRow, sql`
    SELECT p.person_id, p.account_id FROM (SELECT DISTINCT person_id FROM (${joinSql(ways, sql` UNION ALL `)}) AS w) AS f
    INNER JOIN identity_persons p ON p.workspace_id = ${param('Int32', workspace.id)} AND p.person_id = f.person_id
    WHERE p.created AND p.merged_into = 0 ORDER BY p.person_id LIMIT ${param('Int32', CANDIDATES)}`);
  const [contacts, companies] = [await contactsOf(records, workspace.id, rows.map((r) => r.person_id)), await companyNames(records, workspace.id, rows.flatMap((r) => (r.account_id === 0n ? [] : [r.account_id])))];
  const found = rows.map((r) => {
    const contact = contacts.get(String(r.person_id)) ?? NOBODY;
    return { id: writeId('person', r.person_id), name: fullName(contact), email: contact.email, account: companies.get(String(r.account_id)) ?? '' };
  });
  // Who is called so now stands before who was called so once.
  const isNow = ({ name, email }: (typeof found)[number]): number => (words.every((w) => ` ${name} ${email}`.toLowerCase().includes(` ${w.toLowerCase()}`)) ? 0 : 1);
  return found.sort((a, b) => isNow(a) - isNow(b) || a.name.localeCompare(b.name, 'en')).slice(0, limit);
}

async function findAccounts({ facts, records }: { readonly facts: FactsStore; readonly records: RecordsStore }, workspace: Workspace, search: string, limit: number): Promise<FoundNames['accounts']> {
  const [, id] = /^A-?(\d{1,18})$/i.exec(search) ?? [];
  const keyed = (prefix: string): Sql => some(sql`SELECT account_id AS id FROM identity_account_keys WHERE ${ofWorkspace(workspace)} AND account_id <> 0 AND ${begins(sql`key`, search, [`${prefix}:${search.toLowerCase()}`])}`);
  const ids = await records.query(idRow, id === undefined
    ? sql`SELECT DISTINCT id FROM (${joinSql([keyed('name'), keyed('domain')], sql` UNION ALL `)}) AS w`
    : sql`SELECT account_id AS id FROM identity_accounts WHERE ${ofWorkspace(workspace)} AND account_id = ${param('Int64', BigInt(id))} AND merged_into = 0`);
  // Names of companies are no personal data: the facts have them too, and are read whole in a moment.
  const inside = id !== undefined ? [] : await facts.query(accountRow, sql`
    SELECT toString(account_id) AS id, any(name) AS called FROM account_attributes
    WHERE workspace_id = ${param('UInt32', workspace.id)} AND account_id < ${param('UInt64', NO_COMPANY)} AND positionCaseInsensitiveUTF8(name, ${param('String', search)}) > 0
    GROUP BY account_id ORDER BY positionCaseInsensitiveUTF8(called, ${param('String', search)}), account_id LIMIT ${param('UInt32', limit)}`);
  const names = await companyNames(records, workspace.id, ids.map((row) => row.id));
  const known = new Map([...ids.map((row) => [String(row.id), names.get(String(row.id)) ?? ''] as const), ...inside.map((row) => [row.id, names.get(row.id) ?? row.called] as const)]);
  return [...known].sort((a, b) => a[1].localeCompare(b[1], 'en')).slice(0, limit).map(([account, name]) => ({ id: writeId('account', account), name }));
}

/**
 * Persons and companies that are called so, or have this id.
 * @param limit of each
 */
export async function searchNames(stores: { readonly facts: FactsStore; readonly records: RecordsStore }, workspace: Workspace, text: string, limit: number): Promise<FoundNames> {
  const search = text.trim().replace(/\s+/g, ' ');
  if ([...search].length < 2) return { persons: [], accounts: [] };
  const [persons, accounts] = await Promise.all([findPersons(stores.records, workspace, search, limit), findAccounts(stores, workspace, search, limit)]);
  return { persons, accounts };
}
