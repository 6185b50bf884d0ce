// Persons and their aliases as they are stored: what the statements came to.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql, type Sql } from '../../database/sql.js';
import { bigints, booleans, eachByIndex, instants, milliseconds, texts } from './columns.js';

export interface PersonAccount {
  readonly accountId: bigint;
  /** When it was said, epoch milliseconds; NaN for never. */
  readonly at: number;
  readonly explicit: boolean;
}

export const NO_ACCOUNT: PersonAccount = { accountId: 0n, at: Number.NaN, explicit: false };

export interface Person {
  readonly personId: bigint;
  /** The survivor of a merge; 0n for a person of their own. */
  readonly mergedInto: bigint;
  readonly created: boolean;
  readonly identified: boolean;
  readonly account: PersonAccount;
}

export interface Alias {
  readonly alias: string;
  readonly personId: bigint;
  readonly originId: bigint;
  /** Of a visitor: when they were identified; NaN for not. */
  readonly linkedAt: number;
}

const nullableMs = z.bigint().nullable().transform((v) => (v === null ? Number.NaN : Number(v)));
const personColumns = { person_id: z.bigint(), merged_into: z.bigint(), created: z.boolean(), identified: z.boolean(), account_id: z.bigint(), account_ms: nullableMs, account_explicit: z.boolean() };
const toPerson = (r: z.infer<z.ZodObject<typeof personColumns>>): Person => ({
  personId: r.person_id, mergedInto: r.merged_into, created: r.created, identified: r.identified,
  account: { accountId: r.account_id, at: r.account_ms, explicit: r.account_explicit },
});
const personRow = z.object(personColumns).transform(toPerson);
const aliasColumns = { alias: z.string(), alias_person: z.bigint(), origin_id: z.bigint(), linked_ms: nullableMs };
const toAlias = (r: z.infer<z.ZodObject<typeof aliasColumns>>): Alias => ({ alias: r.alias, personId: r.alias_person, originId: r.origin_id, linkedAt: r.linked_ms });
const aliasRow = z.object(aliasColumns).transform(toAlias);

/** An alias with the person it is. */
export type KnownAlias = Alias & { readonly person: Person };

const PERSON = sql`p.person_id, p.merged_into, p.created, p.identified, p.account_id, ${milliseconds(sql`p.account_at`)} AS account_ms, p.account_explicit`;

/** Those of the aliases that are known. */
export async function findAliases(tx: RecordsQueries, workspaceId: number, aliases: readonly string[]): Promise<Map<string, KnownAlias>> {
  const found = await readAliases(tx, workspaceId, aliases);
  if (found.size === 0) return new Map();
  const rows = await tx.query(personRow, sql`SELECT ${PERSON} FROM identity_persons p WHERE p.workspace_id = ${param('Int32', workspaceId)} AND p.person_id = ANY(${bigints([...new Set([...found.values()].map((a) => a.personId))])})`);
  const persons = new Map(rows.map((p) => [p.personId, p]));
  const known = new Map<string, KnownAlias>();
  for (const [alias, row] of found) {
    const person = persons.get(row.personId);
    if (person !== undefined) known.set(alias, { ...row, person });
  }
  return known;
}

/** Alias rows alone; also of persons that are about to go. */
export async function readAliases(tx: RecordsQueries, workspaceId: number, aliases: readonly string[]): Promise<Map<string, Alias>> {
  if (aliases.length === 0) return new Map();
  const rows = await tx.query(aliasRow, sql`
    SELECT a.alias, a.person_id AS alias_person, a.origin_id, ${milliseconds(sql`a.linked_at`)} AS linked_ms
    FROM unnest(${texts(aliases)}) AS u (alias) ${eachByIndex(sql`SELECT * FROM identity_aliases x WHERE x.workspace_id = ${param('Int32', workspaceId)} AND x.alias = u.alias`, sql`a`)}`);
  return new Map(rows.map((row) => [row.alias, row]));
}

/** The persons with these ids and all that were merged into them. */
export function findPersons(tx: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<Person[]> {
  return tx.query(personRow, sql`
    SELECT ${PERSON} FROM identity_persons p WHERE p.workspace_id = ${param('Int32', workspaceId)} AND p.person_id = ANY(${bigints(personIds)})
    UNION
    SELECT ${PERSON} FROM identity_persons p WHERE p.workspace_id = ${param('Int32', workspaceId)} AND p.merged_into <> 0 AND p.merged_into = ANY(${bigints(personIds)})`);
}

const personValues = (workspaceId: number, persons: readonly Person[]): Sql => sql`
  SELECT ${param('Int32', workspaceId)}::int, u.* FROM unnest(
    ${bigints(persons.map((p) => p.personId))}, ${bigints(persons.map((p) => p.mergedInto))}, ${booleans(persons.map((p) => p.created))}, ${booleans(persons.map((p) => p.identified))},
    ${bigints(persons.map((p) => p.account.accountId))}, ${instants(persons.map((p) => p.account.at))}, ${booleans(persons.map((p) => p.account.explicit))}) AS u`;

const aliasValues = (workspaceId: number, aliases: readonly Alias[]): Sql => sql`
  SELECT ${param('Int32', workspaceId)}::int, u.* FROM unnest(
    ${texts(aliases.map((a) => a.alias))}, ${bigints(aliases.map((a) => a.personId))}, ${bigints(aliases.map((a) => a.originId))}, ${instants(aliases.map((a) => a.linkedAt))}) AS u`;

/** Persons whose ids were taken just now. */
export async function insertPersons(tx: RecordsQueries, workspaceId: number, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return;
  await tx.execute(sql`INSERT INTO identity_persons (workspace_id, person_id, merged_into, created, identified, account_id, account_at, account_explicit) ${personValues(workspaceId, persons)}`);
}

/** Aliases that are in nobody's hands; looked up before, under the lock. */
export async function insertAliases(tx: RecordsQueries, workspaceId: number, aliases: readonly Alias[]): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute(sql`INSERT INTO identity_aliases (workspace_id, alias, person_id, origin_id, linked_at) ${aliasValues(workspaceId, aliases)}`);
}

export async function writePersons(tx: RecordsQueries, workspaceId: number, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return;
  await tx.execute(sql`
    INSERT INTO identity_persons (workspace_id, person_id, merged_into, created, identified, account_id, account_at, account_explicit) ${personValues(workspaceId, persons)}
    ON CONFLICT (workspace_id, person_id) DO UPDATE SET merged_into = excluded.merged_into, created = excluded.created, identified = excluded.identified,
      account_id = excluded.account_id, account_at = excluded.account_at, account_explicit = excluded.account_explicit`);
}

export async function removePersons(tx: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx.execute(sql`DELETE FROM identity_persons WHERE workspace_id = ${param('Int32', workspaceId)} AND person_id = ANY(${bigints(personIds)})`);
}

export async function writeAliases(tx: RecordsQueries, workspaceId: number, aliases: readonly Alias[]): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute(sql`
    INSERT INTO identity_aliases (workspace_id, alias, person_id, origin_id, linked_at) ${aliasValues(workspaceId, aliases)}
    ON CONFLICT (workspace_id, alias) DO UPDATE SET person_id = excluded.person_id, origin_id = excluded.origin_id, linked_at = excluded.linked_at`);
}

export async function removeAliases(tx: RecordsQueries, workspaceId: number, aliases: readonly string[]): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute(sql`DELETE FROM identity_aliases WHERE workspace_id = ${param('Int32', workspaceId)} AND alias = ANY(${texts(aliases)})`);
}
