// Chooses the account of a person among what statements say of it.
import { NO_ACCOUNT, type PersonAccount } from './records/person-records.js';

/** What one statement says of a person's account. */
export interface AccountClaim {
  readonly accountId: bigint;
  readonly explicit: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * The account named last by a source that names one; a mail's domain only where no source does, and then the first.
 * So a person moves by a newer explicit statement alone.
 * @param now what holds so far
 */
export function chooseAccount(now: PersonAccount, claims: Iterable<AccountClaim>): PersonAccount {
  let best = now;
  for (const { accountId, explicit, firstAt, lastAt } of claims) {
    if (accountId === 0n) continue;
    if (explicit) {
      const newer = !best.explicit || lastAt > best.at || (lastAt === best.at && accountId < best.accountId);
      if (newer) best = { accountId, at: lastAt, explicit: true };
    } else if (best.accountId === 0n) best = { accountId, at: firstAt, explicit: false };
  }
  return best;
}

/** The same from all statements of a person; the account by mail that they have is kept while a statement still says so. */
export function rechooseAccount(before: PersonAccount, claims: readonly AccountClaim[]): PersonAccount {
  const ordered = [...claims].sort((a, b) => a.firstAt - b.firstAt || (a.accountId < b.accountId ? -1 : 1));
  const kept = before.accountId !== 0n && !before.explicit && claims.some((c) => !c.explicit && c.accountId === before.accountId) ? before : NO_ACCOUNT;
  return chooseAccount(kept, ordered);
}
