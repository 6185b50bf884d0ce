// Decides anew which statements are about which of some companies, after statements have gone.
import type { RecordsQueries } from '../database/records-store.js';
import { assignIds, type Members } from './assign-ids.js';
import { earlier } from './partition.js';
import { AccountBook } from './place-accounts.js';
import { findAccounts, keysOfAccounts, readAccountKeys, removeAccountKeys, removeAccounts, writeAccountKeys, writeAccounts, type AccountKey } from './records/account-records.js';
import type { IdBlocks } from './records/id-blocks.js';
import { changeLinks, type LinkReason } from './records/link-log.js';
import { moveStatements, statementsOfAccounts, type StoredStatement } from './records/statement-records.js';

interface Found extends Members<string> {
  readonly statements: readonly StoredStatement[];
}

/** Answers the persons whose statements are now about another account, and how many accounts are no more. */
export async function recomputeAccounts(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, accountIds: readonly bigint[], why: LinkReason): Promise<{ persons: bigint[]; removed: number }> {
  if (accountIds.length === 0) return { persons: [], removed: 0 };
  const accounts = await findAccounts(tx, workspaceId, accountIds);
  const known = new Set(accounts.map((a) => a.accountId));
  const roots = accounts.filter((a) => a.mergedInto === 0n).map((a) => a.accountId);
  const statements = (await statementsOfAccounts(tx, workspaceId, roots)).sort(earlier);
  const owned = new Map((await keysOfAccounts(tx, workspaceId, roots)).map((k) => [k.key, k]));
  const named = [...new Set(statements.flatMap((s) => s.accountKeys))].filter((key) => !owned.has(key));
  // A key that belongs to an account outside stays there.
  const elsewhere = new Set((await readAccountKeys(tx, workspaceId, named)).map((k) => k.key));

  let temporary = 0n;
  const book = new AccountBook([], () => (temporary -= 1n));
  const placed = statements.map((s) => [s, book.place(s.accountKeys.filter((key) => !elsewhere.has(key)))] as const);
  const found = new Map<bigint, { keys: Set<string>; rank: number; fixed: bigint; statements: StoredStatement[] }>();
  placed.forEach(([s, opened], rank) => {
    const account = book.survivorOf(opened);
    const c = found.get(account) ?? { keys: new Set<string>(), rank, fixed: 0n, statements: [] };
    c.statements.push(s);
    for (const key of s.accountKeys) if (book.ownerOf(key) === account) c.keys.add(key);
    found.set(account, c);
  });
  const all: readonly Found[] = [...found.values()];
  await ids.reserve(tx, all.length);
  const { idOf, heirs } = assignIds(all, (key) => { const origin = owned.get(key)?.originId; return origin !== undefined && known.has(origin) ? origin : undefined; }, () => true, () => ids.take());
  const idOfAccount = (c: Found): bigint => idOf.get(c) ?? 0n;

  const keys: AccountKey[] = [];
  const kept = new Set<string>();
  for (const c of all) {
    for (const key of c.keys) {
      kept.add(key);
      const old = owned.get(key);
      const originId = old !== undefined && heirs.get(old.originId) === c ? old.originId : idOfAccount(c);
      if (old?.accountId !== idOfAccount(c) || old.originId !== originId) keys.push({ key, accountId: idOfAccount(c), originId });
    }
  }
  const moves = all.flatMap((c) => c.statements.filter((s) => s.accountId !== idOfAccount(c)).map((statement) => ({ statement, to: idOfAccount(c) })));
  const heirOf = new Map<bigint, bigint>();
  for (const { accountId, mergedInto } of accounts) {
    const root = mergedInto === 0n ? accountId : mergedInto;
    const heir = heirs.get(accountId) ?? all.filter((c) => c.statements.some((s) => s.accountId === root)).sort((a, b) => a.rank - b.rank)[0];
    if (heir !== undefined) heirOf.set(accountId, idOfAccount(heir));
  }
  const lost = accounts.filter((a) => !heirOf.has(a.accountId)).map((a) => a.accountId);

  await writeAccountKeys(tx, workspaceId, keys);
  await removeAccountKeys(tx, workspaceId, [...owned.keys()].filter((key) => !kept.has(key)));
  await moveStatements(tx, workspaceId, 'account_id', moves);
  const own = all.map((c) => ({ accountId: idOfAccount(c), mergedInto: 0n }));
  await writeAccounts(tx, workspaceId, [...own, ...[...heirOf].filter(([id, heir]) => id !== heir).map(([accountId, mergedInto]) => ({ accountId, mergedInto }))]);
  await removeAccounts(tx, workspaceId, lost);
  await changeLinks(tx, workspaceId, accounts.map(({ accountId }) => {
    const heir = heirOf.get(accountId) ?? accountId;
    return { kind: 'account', visitorId: '', fromId: accountId, personId: 0n, accountId: heir === accountId ? 0n : heir, at: Date.now(), removed: heir === accountId };
  }), why);
  return { persons: [...new Set(moves.map((m) => m.statement.personId))].filter((id) => id !== 0n), removed: lost.length };
}
