// Takes an import back as far as identity goes: what only this import said is forgotten, and whoever it
// had brought together without others saying so too is told apart again.
import type { RecordsStore } from '../database/records-store.js';
import { recomputeAccounts } from './recompute-accounts.js';
import { recomputePersons } from './recompute-persons.js';
import type { IdBlocks } from './records/id-blocks.js';
import { lockIdentities, moveEpoch } from './records/identity-state.js';
import { readAliases } from './records/person-records.js';
import { takeStatementsOfImport } from './records/statement-records.js';
import { visitorAlias } from './statement.js';

export interface UndoneImport {
  /** Statements of the import that were forgotten; 0 when there were none (or it was undone before). */
  readonly statements: number;
  /** Persons, aliases and accounts that nobody else names. */
  readonly persons: number;
  readonly aliases: number;
  readonly accounts: number;
  /** Persons of their own again, because only this import had joined them to others. */
  readonly separated: number;
}

/** Statements taken back in one transaction. A crash in between leaves a consistent part; undoing again goes on. */
const CHUNK = 20_000;

export async function undoImport(records: RecordsStore, ids: IdBlocks, workspaceId: number, importId: bigint): Promise<UndoneImport> {
  const total = { statements: 0, persons: 0, aliases: 0, accounts: 0, separated: 0 };
  for (;;) {
    const taken = await records.transaction(async (tx) => {
      await lockIdentities(tx, workspaceId);
      const statements = await takeStatementsOfImport(tx, workspaceId, importId, CHUNK);
      if (statements.length === 0) return 0;
      const why = { reason: 'import undone', importId };
      const visitorIds = [...new Set(statements.map((s) => s.visitorId).filter((v) => v !== ''))];
      const aliases = [...new Set(statements.flatMap((s) => s.aliases))];
      // Whoever holds an alias of these now is concerned too: a visitor's link may rest on a statement that is gone.
      const holders = [...(await readAliases(tx, workspaceId, [...aliases, ...visitorIds.map(visitorAlias)])).values()].map((a) => a.personId);
      const accounts = await recomputeAccounts(tx, workspaceId, ids, [...new Set(statements.map((s) => s.accountId))].filter((id) => id !== 0n), why);
      const persons = [...new Set([...statements.map((s) => s.personId), ...holders, ...accounts.persons])].filter((id) => id !== 0n);
      const done = await recomputePersons(tx, workspaceId, ids, { persons, visitorIds, aliases }, why);
      await moveEpoch(tx, workspaceId);
      total.statements += statements.length;
      total.persons += done.removedPersons;
      total.aliases += done.removedAliases;
      total.accounts += accounts.removed;
      total.separated += done.newPersons;
      return statements.length;
    });
    if (taken < CHUNK) return total;
  }
}
