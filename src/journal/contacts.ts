// Personal data out of the records store: who is found by a text, and what a page of persons and companies is called.
import { z } from 'zod';
import type { RecordsQueries } from '../database/records-store.js';
import { joinSql, param, sql, type Sql } from '../database/sql.js';
import type { Contact } from '../identity/merges.js';
import { bigints } from '../identity/records/columns.js';

/** Persons, and companies, that a search looks at; whoever searches for "a" is asked for more. */
const MOST_FOUND = 5_000;

export interface Found {
  readonly persons: readonly bigint[];
  readonly accounts: readonly bigint[];
  /** More would have been found. */
  readonly limited: boolean;
}

const idRow = z.object({ id: z.bigint() });

/** A character in either letter case. ILIKE knows the case of what the database's locale knows, which may be ASCII alone. */
function eitherCase(character: string): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  if (lower === upper) return /[\p{L}\p{N}]/u.test(character) ? character : character.replace(/[!-/:-@[-`{-~]/, '\\$&');
  return [lower, upper].every((c) => [...c].length === 1) ? `[${lower}${upper}]` : character;
}

/** A regular expression for text that holds the word. */
const holding = (word: string): Sql => sql`${param('String', Array.from(word, eitherCase).join(''))}`;

/** Whose statements hold every word, not necessarily in one statement. */
async function holders(records: RecordsQueries, workspaceId: number, id: Sql, texts: readonly Sql[], words: readonly string[]): Promise<bigint[]> {
  const holds = (word: string): Sql => sql`(${joinSql(texts.map((text) => sql`${text} ~ ${holding(word)}`), sql` OR `)})`;
  const rows = await records.query(idRow, sql`
    SELECT ${id} AS id FROM identity_statements WHERE workspace_id = ${param('Int32', workspaceId)} AND ${id} <> 0 AND (${joinSql(words.map(holds), sql` OR `)})
    GROUP BY ${id} HAVING ${joinSql(words.map((word) => sql`bool_or(${holds(word)})`), sql` AND `)} LIMIT ${param('Int32', MOST_FOUND + 1)}`);
  return rows.map((row) => row.id);
}

/** Persons by name, e-mail and phone, companies by name, in any spelling a source gave. Letter case is no matter. */
export async function findByText(records: RecordsQueries, workspaceId: number, search: string): Promise<Found> {
  const words = search.split(/\s+/).filter((word) => word !== '').slice(0, 8);
  if (words.length === 0) return { persons: [], accounts: [], limited: false };
  const persons = await holders(records, workspaceId, sql`person_id`, [sql`first_name`, sql`last_name`, sql`email`, sql`phone`], words);
  const accounts = await holders(records, workspaceId, sql`account_id`, [sql`account_name`], words);
  return { persons: persons.slice(0, MOST_FOUND), accounts: accounts.slice(0, MOST_FOUND), limited: persons.length > MOST_FOUND || accounts.length > MOST_FOUND };
}

const contactRow = z.object({ person_id: z.bigint(), email: z.string(), phone: z.string(), first_name: z.string(), last_name: z.string() });

/** What persons are called and how they are reached. */
export async function contactsOf(records: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<Map<string, Contact>> {
  if (personIds.length === 0) return new Map();
  const rows = await records.query(contactRow, sql`SELECT person_id, email, phone, first_name, last_name FROM contacts WHERE workspace_id = ${param('Int32', workspaceId)} AND person_id = ANY(${bigints(personIds)})`);
  return new Map(rows.map((r) => [String(r.person_id), { email: r.email, phone: r.phone, firstName: r.first_name, lastName: r.last_name }]));
}

export const NOBODY: Contact = { email: '', phone: '', firstName: '', lastName: '' };

/** `Ada Lovelace`; '' where no source names them. */
export const fullName = ({ firstName, lastName }: Contact): string => [firstName, lastName].filter((part) => part !== '').join(' ');

const nameRow = z.object({ account_id: z.bigint(), name: z.string() });

/** What companies are called: the latest name a source gave, else their domain. */
export async function companyNames(records: RecordsQueries, workspaceId: number, accountIds: readonly bigint[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const [workspace, ids] = [sql`workspace_id = ${param('Int32', workspaceId)}`, bigints(accountIds)];
  const named = await records.query(nameRow, sql`
    SELECT account_id, (array_agg(account_name ORDER BY last_at DESC, hash))[1] AS name FROM identity_statements
    WHERE ${workspace} AND account_id <> 0 AND account_id = ANY(${ids}) AND account_name <> '' GROUP BY account_id`);
  const domains = await records.query(nameRow, sql`
    SELECT account_id, min(substr(key, 8)) AS name FROM identity_account_keys WHERE ${workspace} AND account_id = ANY(${ids}) AND key LIKE 'domain:%' GROUP BY account_id`);
  return new Map([...domains, ...named].map((row) => [String(row.account_id), row.name]));
}
