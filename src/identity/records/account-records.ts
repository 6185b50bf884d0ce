// Accounts and their keys as they are stored.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql, type Sql } from '../../database/sql.js';
import { bigints, eachByIndex, texts } from './columns.js';

export interface AccountKey {
  readonly key: string;
  readonly accountId: bigint;
  readonly originId: bigint;
}

const keyRow = z.object({ key: z.string(), account_id: z.bigint(), origin_id: z.bigint() }).transform((r): AccountKey => ({ key: r.key, accountId: r.account_id, originId: r.origin_id }));

const byKey = (workspaceId: number): Sql => sql`SELECT * FROM identity_account_keys x WHERE x.workspace_id = ${param('Int32', workspaceId)} AND x.key = u.key`;

/** Who has each of the keys. */
export async function readAccountKeys(tx: RecordsQueries, workspaceId: number, keys: readonly string[]): Promise<AccountKey[]> {
  if (keys.length === 0) return [];
  return tx.query(keyRow, sql`
    SELECT k.key, k.account_id, k.origin_id FROM unnest(${texts(keys)}) AS u (key) ${eachByIndex(byKey(workspaceId), sql`k`)}`);
}

export function keysOfAccounts(tx: RecordsQueries, workspaceId: number, accountIds: readonly bigint[]): Promise<AccountKey[]> {
  return tx.query(keyRow, sql`SELECT key, account_id, origin_id FROM identity_account_keys WHERE workspace_id = ${param('Int32', workspaceId)} AND account_id = ANY(${bigints(accountIds)})`);
}

export async function writeAccountKeys(tx: RecordsQueries, workspaceId: number, keys: readonly AccountKey[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute(sql`
    INSERT INTO identity_account_keys (workspace_id, key, account_id, origin_id)
    SELECT ${param('Int32', workspaceId)}::int, u.* FROM unnest(${texts(keys.map((k) => k.key))}, ${bigints(keys.map((k) => k.accountId))}, ${bigints(keys.map((k) => k.originId))}) AS u
    ON CONFLICT (workspace_id, key) DO UPDATE SET account_id = excluded.account_id, origin_id = excluded.origin_id`);
}

export async function removeAccountKeys(tx: RecordsQueries, workspaceId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute(sql`DELETE FROM identity_account_keys WHERE workspace_id = ${param('Int32', workspaceId)} AND key = ANY(${texts(keys)})`);
}

export interface Account {
  readonly accountId: bigint;
  readonly mergedInto: bigint;
}
const accountRow = z.object({ account_id: z.bigint(), merged_into: z.bigint() }).transform((r): Account => ({ accountId: r.account_id, mergedInto: r.merged_into }));

/** The accounts with these ids and all that were merged into them. */
export function findAccounts(tx: RecordsQueries, workspaceId: number, accountIds: readonly bigint[]): Promise<Account[]> {
  return tx.query(accountRow, sql`
    SELECT account_id, merged_into FROM identity_accounts WHERE workspace_id = ${param('Int32', workspaceId)} AND account_id = ANY(${bigints(accountIds)})
    UNION
    SELECT account_id, merged_into FROM identity_accounts WHERE workspace_id = ${param('Int32', workspaceId)} AND merged_into <> 0 AND merged_into = ANY(${bigints(accountIds)})`);
}

export async function writeAccounts(tx: RecordsQueries, workspaceId: number, accounts: readonly Account[]): Promise<void> {
  if (accounts.length === 0) return;
  await tx.execute(sql`
    INSERT INTO identity_accounts (workspace_id, account_id, merged_into)
    SELECT ${param('Int32', workspaceId)}::int, u.* FROM unnest(${bigints(accounts.map((a) => a.accountId))}, ${bigints(accounts.map((a) => a.mergedInto))}) AS u
    ON CONFLICT (workspace_id, account_id) DO UPDATE SET merged_into = excluded.merged_into`);
}

export async function removeAccounts(tx: RecordsQueries, workspaceId: number, accountIds: readonly bigint[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.execute(sql`DELETE FROM identity_accounts WHERE workspace_id = ${param('Int32', workspaceId)} AND account_id = ANY(${bigints(accountIds)})`);
}

/** Hands everything of some accounts to others, and answers which ids now stand for another (those merged earlier included). */
export async function mergeAccounts(tx: RecordsQueries, workspaceId: number, merges: readonly { from: bigint; into: bigint }[]): Promise<Account[]> {
  if (merges.length === 0) return [];
  const pairs = sql`unnest(${bigints(merges.map((m) => m.from))}, ${bigints(merges.map((m) => m.into))}) AS u (from_id, into_id)`;
  const workspace = sql`${param('Int32', workspaceId)}`;
  // Besides the join, the plain list: it is what an index is used for where there are no statistics.
  const from = bigints(merges.map((m) => m.from));
  const into = bigints([...new Set(merges.map((m) => m.into))]);
  await tx.execute(sql`UPDATE identity_account_keys t SET account_id = u.into_id FROM ${pairs} WHERE t.workspace_id = ${workspace} AND t.account_id = ANY(${from}) AND t.account_id = u.from_id`);
  await tx.execute(sql`UPDATE identity_statements t SET account_id = u.into_id FROM ${pairs} WHERE t.workspace_id = ${workspace} AND t.account_id <> 0 AND t.account_id = ANY(${from}) AND t.account_id = u.from_id`);
  await tx.execute(sql`
    UPDATE identity_persons t SET account_id = u.into_id FROM ${pairs}
    WHERE t.workspace_id = ${workspace} AND t.account_id = u.from_id
      AND t.person_id = ANY(ARRAY(SELECT s.person_id FROM identity_statements s WHERE s.workspace_id = ${workspace} AND s.account_id <> 0 AND s.account_id = ANY(${into})))`);
  return tx.query(accountRow, sql`
    UPDATE identity_accounts t SET merged_into = u.into_id FROM ${pairs}
    WHERE t.workspace_id = ${workspace} AND (t.account_id = ANY(${from}) OR (t.merged_into <> 0 AND t.merged_into = ANY(${from}))) AND (t.account_id = u.from_id OR t.merged_into = u.from_id)
    RETURNING t.account_id, t.merged_into`);
}
