// What people do about persons: look at a merge before it is made, make it, take it back, and read how a
// person came to be who they are.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { recomputePersons } from './recompute-persons.js';
import { bigints } from './records/columns.js';
import type { IdBlocks } from './records/id-blocks.js';
import { lockIdentities, moveEpoch } from './records/identity-state.js';
import { closeMerges, findMerge, liftApart, logMerges, mergesOf, type Merge } from './records/merge-records.js';
import { findPersons, type Person } from './records/person-records.js';
import { statementsOfPersons, statementsOfVisitors, type StoredStatement } from './records/statement-records.js';

/** A person with everything that is known of who they are. Times are ISO instants in UTC. */
export interface PersonHistory {
  /** The person as they are now; the id that was asked for may have been merged into it. */
  readonly personId: bigint;
  readonly accountId: bigint;
  /** Ids that were merged into this person. */
  readonly mergedIds: readonly bigint[];
  readonly aliases: readonly string[];
  readonly contact: Contact;
  /** Who said what, the earliest first. */
  readonly statements: readonly { importId: bigint; aliases: readonly string[]; visitorId: string; firstAt: string; lastAt: string }[];
  readonly merges: readonly Merge[];
  /** Browsers of this person that somebody else was identified with too; the link stays with whoever was first. */
  readonly conflicts: readonly { visitorId: string; otherPersonId: bigint; at: string }[];
}

/** Personal data: the latest value of each field, '' for none. */
export interface Contact {
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface MergePreview {
  readonly winnerId: bigint;
  readonly loserId: bigint;
  readonly aliases: readonly string[];
  readonly contact: Contact;
  /** Earlier decisions to keep the two apart, which the merge would lift. */
  readonly lifts: readonly bigint[];
}

export interface Merges {
  /** What merging two persons would come to. Changes nothing. @throws AppError not_found, invalid_input */
  previewMerge(workspaceId: number, one: bigint, other: bigint): Promise<MergePreview>;
  /** Merges two persons whatever sources say: the older contact wins, always the known one over an anonymous one. Answers the merge's id, by which it can be taken back. @throws AppError not_found, invalid_input */
  merge(workspaceId: number, one: bigint, other: bigint, reason: string): Promise<bigint>;
  /** Takes a merge back, found or decided: both are as if it had never been, and nothing joins them again until they are merged by hand. @throws AppError not_found */
  undoMerge(workspaceId: number, mergeId: bigint, reason: string): Promise<void>;
  /** @throws AppError not_found */
  history(workspaceId: number, personId: bigint): Promise<PersonHistory>;
}

const contactRow = z.object({ email: z.string(), phone: z.string(), first_name: z.string(), last_name: z.string() }).transform((r): Contact => ({ email: r.email, phone: r.phone, firstName: r.first_name, lastName: r.last_name }));

/** The same rule as in the view `contacts`, over the statements of several persons. */
async function contactOf(queries: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<Contact> {
  const [row] = await queries.query(contactRow, sql`
    SELECT coalesce((array_agg(email ORDER BY last_at DESC, hash) FILTER (WHERE email <> ''))[1], '') AS email, coalesce((array_agg(phone ORDER BY last_at DESC, hash) FILTER (WHERE phone <> ''))[1], '') AS phone,
      coalesce((array_agg(first_name ORDER BY last_at DESC, hash) FILTER (WHERE first_name <> ''))[1], '') AS first_name, coalesce((array_agg(last_name ORDER BY last_at DESC, hash) FILTER (WHERE last_name <> ''))[1], '') AS last_name
    FROM identity_statements WHERE workspace_id = ${param('Int32', workspaceId)} AND person_id = ANY(${bigints(personIds)})`);
  return row ?? { email: '', phone: '', firstName: '', lastName: '' };
}

const aliasesIn = (statements: readonly StoredStatement[]): string[] => [...new Set(statements.flatMap((s) => (s.visitor === '' ? s.aliases : [...s.aliases, s.visitor])))].sort();
/** Aliases that stand for a person: a browser only where there is nothing else, for it may belong to another. */
const namesIn = (statements: readonly StoredStatement[]): string[] => {
  const identified = [...new Set(statements.flatMap((s) => s.aliases))].sort();
  return identified.length > 0 ? identified : aliasesIn(statements);
};
const iso = (ms: number): string => new Date(ms).toISOString();

async function survivorOf(queries: RecordsQueries, workspaceId: number, personId: bigint): Promise<Person> {
  const found = (await findPersons(queries, workspaceId, [personId])).find((p) => p.personId === personId);
  if (found === undefined) throw new AppError('not_found', { what: 'person', id: String(personId) });
  return found.mergedInto === 0n ? found : survivorOf(queries, workspaceId, found.mergedInto);
}

interface Pair {
  readonly winner: Person;
  readonly loser: Person;
  readonly winnerNames: readonly string[];
  readonly loserNames: readonly string[];
  readonly aliases: readonly string[];
  readonly lifts: readonly bigint[];
}

async function pair(queries: RecordsQueries, workspaceId: number, one: bigint, other: bigint): Promise<Pair> {
  const [a, b] = [await survivorOf(queries, workspaceId, one), await survivorOf(queries, workspaceId, other)];
  if (a.personId === b.personId) throw new AppError('invalid_input', { where: 'merge', reason: `${one} and ${other} are one person already`, remedy: 'Choose two persons.' });
  const aWins = a.identified !== b.identified ? a.identified : a.personId < b.personId;
  const [winner, loser] = aWins ? [a, b] : [b, a];
  const statements = await statementsOfPersons(queries, workspaceId, [winner.personId, loser.personId]);
  const of = (person: Person): StoredStatement[] => statements.filter((s) => s.personId === person.personId);
  const ids = (await findPersons(queries, workspaceId, [winner.personId, loser.personId])).map((p) => p.personId);
  const lifts = (await mergesOf(queries, workspaceId, ids)).filter((m) => m.apart && ids.includes(m.winnerId) && ids.includes(m.loserId)).map((m) => m.mergeId);
  return { winner, loser, winnerNames: namesIn(of(winner)), loserNames: namesIn(of(loser)), aliases: aliasesIn(statements), lifts };
}

/** @param changing runs what changes identities in its turn, and makes it known afterwards */
export function createMerges(records: RecordsStore, idsOf: (workspaceId: number) => IdBlocks, changing: <T>(workspaceId: number, work: () => Promise<T>) => Promise<T>): Merges {
  return {
    async previewMerge(workspaceId, one, other) {
      const { winner, loser, aliases, lifts } = await pair(records, workspaceId, one, other);
      return { winnerId: winner.personId, loserId: loser.personId, aliases, contact: await contactOf(records, workspaceId, [winner.personId, loser.personId]), lifts };
    },

    merge: (workspaceId, one, other, reason) =>
      changing(workspaceId, () =>
        records.transaction(async (tx) => {
          await lockIdentities(tx, workspaceId);
          const { winner, loser, winnerNames, loserNames, lifts } = await pair(tx, workspaceId, one, other);
          await liftApart(tx, workspaceId, lifts);
          const why = { reason, importId: 0n };
          const [mergeId] = await logMerges(tx, workspaceId, [{ winnerId: winner.personId, loserId: loser.personId, winnerAliases: winnerNames, loserAliases: loserNames, manual: true }], why);
          await recomputePersons(tx, workspaceId, idsOf(workspaceId), { persons: [winner.personId, loser.personId], logged: { winnerId: winner.personId, loserId: loser.personId } }, why);
          await moveEpoch(tx, workspaceId);
          if (mergeId === undefined) throw new AppError('internal', { ref: 'merge' });
          return mergeId;
        })),

    undoMerge: (workspaceId, mergeId, reason) =>
      changing(workspaceId, () =>
        records.transaction(async (tx) => {
          await lockIdentities(tx, workspaceId);
          const merge = await findMerge(tx, workspaceId, mergeId);
          if (merge === undefined) throw new AppError('not_found', { what: 'merge', id: String(mergeId) });
          if (merge.apart) return;
          await closeMerges(tx, workspaceId, [mergeId], reason, true);
          await recomputePersons(tx, workspaceId, idsOf(workspaceId), { persons: [merge.winnerId, merge.loserId] }, { reason, importId: merge.importId });
          await moveEpoch(tx, workspaceId);
        })),

    async history(workspaceId, personId) {
      const person = await survivorOf(records, workspaceId, personId);
      const mergedIds = (await findPersons(records, workspaceId, [person.personId])).filter((p) => p.mergedInto !== 0n).map((p) => p.personId);
      const statements = (await statementsOfPersons(records, workspaceId, [person.personId])).sort((a, b) => a.firstAt - b.firstAt);
      const visitorIds = [...new Set(statements.map((s) => s.visitorId).filter((v) => v !== ''))];
      const others = visitorIds.length === 0 ? [] : await statementsOfVisitors(records, workspaceId, visitorIds, [person.personId]);
      return {
        personId: person.personId, accountId: person.account.accountId, mergedIds, aliases: aliasesIn(statements), contact: await contactOf(records, workspaceId, [person.personId]),
        statements: statements.map((s) => ({ importId: s.importId, aliases: s.aliases, visitorId: s.visitorId, firstAt: iso(s.firstAt), lastAt: iso(s.lastAt) })),
        merges: await mergesOf(records, workspaceId, [person.personId, ...mergedIds]),
        conflicts: others.map((s) => ({ visitorId: s.visitorId, otherPersonId: s.personId, at: iso(s.firstAt) })),
      };
    },
  };
}
