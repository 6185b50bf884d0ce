// Statements as they are stored: written once per import, read back to decide anew who is who.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { identifier, param, sql, type Sql } from '../../database/sql.js';
import { visitorAlias, type Statement } from '../statement.js';
import { bigints, booleans, eachByIndex, instants, joined, list, milliseconds, texts } from './columns.js';

/** A statement with when it was said (epoch milliseconds) and what it belongs to. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly hash: bigint;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly personId: bigint;
  readonly accountId: bigint;
}

/** What deciding needs of a stored statement; no personal data but its aliases. */
export interface StoredStatement {
  readonly importId: bigint;
  readonly hash: bigint;
  readonly personId: bigint;
  readonly accountId: bigint;
  readonly aliases: readonly string[];
  readonly visitorId: string;
  readonly visitor: string;
  readonly accountKeys: readonly string[];
  readonly accountExplicit: boolean;
  readonly creates: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
}

const storedRow = z
  .object({
    import_id: z.bigint(), hash: z.bigint(), person_id: z.bigint(), account_id: z.bigint(), aliases: z.array(z.string()), visitor_id: z.string(),
    account_keys: z.array(z.string()), account_explicit: z.boolean(), creates: z.boolean(), first_ms: z.bigint(), last_ms: z.bigint(),
  })
  .transform((r): StoredStatement => ({
    importId: r.import_id, hash: r.hash, personId: r.person_id, accountId: r.account_id, aliases: r.aliases, visitorId: r.visitor_id,
    visitor: r.visitor_id === '' ? '' : visitorAlias(r.visitor_id), accountKeys: r.account_keys, accountExplicit: r.account_explicit, creates: r.creates,
    firstAt: Number(r.first_ms), lastAt: Number(r.last_ms),
  }));

const STORED = sql`import_id, hash, person_id, account_id, aliases, visitor_id, account_keys, account_explicit, creates, ${milliseconds(sql`first_at`)} AS first_ms, ${milliseconds(sql`last_at`)} AS last_ms`;

const ofWorkspace = (workspaceId: number): Sql => sql`workspace_id = ${param('Int32', workspaceId)}`;

const values = (workspaceId: number, importId: bigint, said: readonly PlacedStatement[]): Sql => {
  const all = said.map((s) => s.statement);
  return sql`
    INSERT INTO identity_statements (workspace_id, person_id, import_id, hash, account_id, aliases, visitor_id, email, phone, first_name, last_name, account_keys, account_name, account_explicit, creates, first_at, last_at)
    SELECT ${param('Int32', workspaceId)}::int, person_id, ${param('Int64', importId)}::bigint, hash, account_id, ${list(sql`aliases`)}, visitor_id, email, phone, first_name, last_name, ${list(sql`account_keys`)}, account_name, account_explicit, creates, first_at, last_at
    FROM unnest(
      ${bigints(said.map((s) => s.personId))}, ${bigints(said.map((s) => s.hash))}, ${bigints(said.map((s) => s.accountId))}, ${joined(all.map((s) => s.aliases))}, ${texts(all.map((s) => s.visitorId))},
      ${texts(all.map((s) => s.email))}, ${texts(all.map((s) => s.phone))}, ${texts(all.map((s) => s.firstName))}, ${texts(all.map((s) => s.lastName))}, ${joined(all.map((s) => s.accountKeys))}, ${texts(all.map((s) => s.accountName))},
      ${booleans(all.map((s) => s.accountExplicit))}, ${booleans(all.map((s) => s.creates))}, ${instants(said.map((s) => s.firstAt))}, ${instants(said.map((s) => s.lastAt))}
    ) AS u (person_id, hash, account_id, aliases, visitor_id, email, phone, first_name, last_name, account_keys, account_name, account_explicit, creates, first_at, last_at)`;
};

/** Statements of persons who were opened just now. */
export async function insertStatements(tx: RecordsQueries, workspaceId: number, importId: bigint, said: readonly PlacedStatement[]): Promise<void> {
  if (said.length > 0) await tx.execute(values(workspaceId, importId, said));
}

/** Writes statements; one that its import has made already only widens when it was said. No two may be equal. */
export async function writeStatements(tx: RecordsQueries, workspaceId: number, importId: bigint, said: readonly PlacedStatement[]): Promise<void> {
  if (said.length === 0) return;
  await tx.execute(sql`${values(workspaceId, importId, said)}
    ON CONFLICT (workspace_id, person_id, import_id, hash) DO UPDATE
    SET first_at = least(identity_statements.first_at, excluded.first_at), last_at = greatest(identity_statements.last_at, excluded.last_at)
    WHERE identity_statements.first_at > excluded.first_at OR identity_statements.last_at < excluded.last_at`);
}

export function statementsOfPersons(tx: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<StoredStatement[]> {
  return tx.query(storedRow, sql`SELECT ${STORED} FROM identity_statements WHERE ${ofWorkspace(workspaceId)} AND person_id <> 0 AND person_id = ANY(${bigints(personIds)})`);
}

export function statementsOfAccounts(tx: RecordsQueries, workspaceId: number, accountIds: readonly bigint[]): Promise<StoredStatement[]> {
  return tx.query(storedRow, sql`SELECT ${STORED} FROM identity_statements WHERE ${ofWorkspace(workspaceId)} AND account_id <> 0 AND account_id = ANY(${bigints(accountIds)})`);
}

/** Statements of identified people other than `personIds` that name one of the visitors. */
export async function statementsOfVisitors(tx: RecordsQueries, workspaceId: number, visitorIds: readonly string[], personIds: readonly bigint[]): Promise<StoredStatement[]> {
  const known = new Set(personIds);
  const found = await tx.query(storedRow, sql`
    SELECT ${STORED} FROM unnest(${texts([...new Set(visitorIds)])}) AS u (visitor)
    ${eachByIndex(sql`SELECT * FROM identity_statements x WHERE x.${ofWorkspace(workspaceId)} AND x.visitor_id <> '' AND x.visitor_id = u.visitor AND cardinality(x.aliases) > 0`, sql`s`)}`);
  return found.filter((s) => !known.has(s.personId));
}

/** Removes up to `limit` statements of an import and answers them. */
export function takeStatementsOfImport(tx: RecordsQueries, workspaceId: number, importId: bigint, limit: number): Promise<StoredStatement[]> {
  return tx.query(storedRow, sql`
    DELETE FROM identity_statements s USING (
      SELECT workspace_id, person_id, import_id, hash FROM identity_statements
      WHERE ${ofWorkspace(workspaceId)} AND import_id = ${param('Int64', importId)}::bigint LIMIT ${param('Int32', limit)}::int
    ) d
    WHERE s.workspace_id = d.workspace_id AND s.person_id = d.person_id AND s.import_id = d.import_id AND s.hash = d.hash
    RETURNING s.import_id, s.hash, s.person_id, s.account_id, s.aliases, s.visitor_id, s.account_keys, s.account_explicit, s.creates, ${milliseconds(sql`s.first_at`)} AS first_ms, ${milliseconds(sql`s.last_at`)} AS last_ms`);
}

/** Where a statement belongs from now on. */
export interface StatementMove {
  readonly statement: StoredStatement;
  readonly to: bigint;
}

export async function moveStatements(tx: RecordsQueries, workspaceId: number, column: 'person_id' | 'account_id', moves: readonly StatementMove[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.execute(sql`
    UPDATE identity_statements s SET ${identifier(column)} = u.to_id
    FROM unnest(${bigints(moves.map((m) => m.statement.personId))}, ${bigints(moves.map((m) => m.statement.importId))}, ${bigints(moves.map((m) => m.statement.hash))}, ${bigints(moves.map((m) => m.to))}) AS u (person_id, import_id, hash, to_id)
    WHERE s.${ofWorkspace(workspaceId)} AND s.person_id = ANY(${bigints([...new Set(moves.map((m) => m.statement.personId))])}) AND s.person_id = u.person_id AND s.import_id = u.import_id AND s.hash = u.hash`);
}
