// The one way in which anybody becomes somebody: turns how sources name people, companies and browsers
// into ids, for imports, forms, the tracker and the API alike. How it decides is partition.ts's and
// place-accounts.ts's business; what it leaves behind can be taken back (undo-import.ts, merges.ts).
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Who } from '../facts/drafts.js';
import { AppError } from '../shared/errors.js';
import { applyStatements } from './apply-statements.js';
import type { Said } from './entries.js';
import { createMerges, type Merges } from './merges.js';
import { IdBlocks } from './records/id-blocks.js';
import { lockIdentities, moveEpoch, readIdentityState } from './records/identity-state.js';
import { createLinkSync, type LinkReason } from './records/link-log.js';
import { ResolvedCache, type Remembered, type Resolved } from './resolved-cache.js';
import { hashText, normalizeVisitorId, readStatement, statementText } from './statement.js';
import { undoImport, type UndoneImport } from './undo-import.js';
import { detach } from '../shared/detach.js';

export interface ResolveRequest {
  readonly who: Who;
  /** When the source says so: an ISO instant, or a day (its midnight in UTC). */
  readonly at: string;
  /** Whether this makes a person of somebody who is not known yet. A company that `who` names is opened either way. */
  readonly createPerson: boolean;
}

export interface Resolver extends Merges {
  /**
   * Who each request is about, in the order of the requests. One transaction for all; the same request again changes
   * nothing. Ids are what facts carry: `personId` is the id as which the alias was first known, and the links in
   * `identities` lead from it to the person as they are now, so that a merge taken back takes back the facts too.
   * A browser that is known is answered with its visitorId alone (personId 0n): its facts follow its link when read.
   * @throws AppError invalid_input for an `at` that is no date
   */
  resolve(workspaceId: number, requests: readonly ResolveRequest[], context: { readonly importId: bigint; readonly reason: string }): Promise<Resolved[]>;
  /** Brings links to the facts store that have not got there; call it at start. Every other function does it by itself. */
  syncLinks(): Promise<void>;
  /** Forgets what only this import said: contacts, aliases, links, accounts. Whoever another import names too, stays. */
  undoImport(workspaceId: number, importId: bigint): Promise<UndoneImport>;
}

/** Account keys remembered at most. */
const MOST_ACCOUNT_KEYS = 100_000;

const NOBODY: Resolved = { personId: 0n, accountId: 0n, accountNamed: false, visitorId: '' };

/** Everything a request says, as a key: equal keys get equal answers within an import. */
function keyOf(who: Who, createPerson: boolean, importId: bigint): string {
  const { account } = who;
  const company = account === undefined ? '' : `a${account.ids?.join('\u001e') ?? ''}\u001d${account.name ?? ''}\u001d${account.domain ?? ''}`;
  return `${createPerson ? 'c' : 'n'}${importId}\u001f${who.visitorId ?? ''}\u001f${who.email ?? ''}\u001f${who.phone ?? ''}\u001f${who.firstName ?? ''}\u001f${who.lastName ?? ''}\u001f${who.ids?.join('\u001e') ?? ''}\u001f${company}`;
}

/** A browser of which nothing more is said: there is nothing to store and nobody to ask. */
const isBrowserAlone = ({ who, createPerson }: ResolveRequest): boolean =>
  !createPerson && who.email === undefined && who.phone === undefined && who.ids === undefined && who.account === undefined;

function instantOf(at: string): number {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) throw new AppError('invalid_input', { where: 'at', reason: `"${at}" is no date`, remedy: 'Send an ISO instant such as 2026-03-31T22:30:00.000Z or a day such as 2026-03-31.' });
  return ms;
}

const matters = (r: Remembered, at: number): boolean => (at < r.firstAt && r.earlierMatters) || (at > r.lastAt && r.laterMatters);

interface Pending {
  key: string;
  request: ResolveRequest;
  firstAt: number;
  lastAt: number;
}

/** Makes the resolver of a process; all ways in share it. */
export function createResolver({ records, facts }: { readonly records: RecordsStore; readonly facts: FactsStore }): Resolver {
  const blocks = new Map<number, IdBlocks>();
  const caches = new Map<number, ResolvedCache>();
  const turns = new Map<number, Promise<unknown>>();
  const syncLinks = createLinkSync(records, facts);

  const cacheOf = (workspaceId: number): ResolvedCache => {
    const cache = caches.get(workspaceId) ?? new ResolvedCache();
    caches.set(workspaceId, cache);
    return cache;
  };
  /** Of one workspace each: two that are written at once must not take what the other has reserved. */
  const idsOf = (workspaceId: number): IdBlocks => {
    const ids = blocks.get(workspaceId) ?? new IdBlocks();
    blocks.set(workspaceId, ids);
    return ids;
  };
  /** One after the other within the process; the database's lock does the same across processes. */
  const inTurn = <T>(workspaceId: number, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(workspaceId) ?? Promise.resolve()).then(work, work);
    turns.set(workspaceId, turn.catch(() => undefined));
    return turn;
  };

  /** Takes in what is not remembered; answers by key. */
  async function takeIn(workspaceId: number, pending: readonly Pending[], country: string, why: LinkReason): Promise<Map<string, Resolved>> {
    const entries: { said: Said; readonly pending: Pending[] }[] = [];
    const byText = new Map<string, number>();
    for (const p of pending) {
      const statement = readStatement(p.request.who, country, p.request.createPerson);
      const text = statementText(statement);
      const same = entries[byText.get(text) ?? -1];
      if (same === undefined) {
        byText.set(text, entries.length);
        entries.push({ said: { statement, hash: hashText(text), firstAt: p.firstAt, lastAt: p.lastAt }, pending: [p] });
      } else {
        same.said = { ...same.said, firstAt: Math.min(p.firstAt, same.said.firstAt), lastAt: Math.max(p.lastAt, same.said.lastAt) };
        same.pending.push(p);
      }
    }
    const cache = cacheOf(workspaceId);
    const { after, applied } = await records.transaction(async (tx) => {
      cache.at(await lockIdentities(tx, workspaceId));
      const result = await applyStatements(tx, workspaceId, idsOf(workspaceId), entries.map((e) => e.said), why, cache.accountKeys);
      return { after: await moveEpoch(tx, workspaceId), applied: result };
    }).catch((error: unknown) => {
      // What was learnt on the way may never have been written.
      cache.clear();
      throw error;
    });
    if (applied.changedKnown || cache.accountKeys.size > MOST_ACCOUNT_KEYS) cache.clear();
    cache.moveTo(after);
    const answers = new Map<string, Resolved>();
    for (const [i, { said, pending: same }] of entries.entries()) {
      const outcome = applied.outcomes[i];
      const { aliases, visitorId, phone, firstName, lastName, accountExplicit } = said.statement;
      const resolved: Resolved = outcome === undefined ? NOBODY : { ...outcome, visitorId: detach(visitorId) };
      const earlierMatters = visitorId !== '' && aliases.length > 0;
      const laterMatters = phone !== '' || firstName !== '' || lastName !== '' || accountExplicit;
      for (const { key, firstAt, lastAt } of same) {
        answers.set(key, resolved);
        cache.set(detach(key), { resolved, firstAt, lastAt, earlierMatters, laterMatters });
      }
    }
    return answers;
  }

  async function resolveInTurn(workspaceId: number, requests: readonly ResolveRequest[], why: LinkReason): Promise<Resolved[]> {
    const cache = cacheOf(workspaceId);
    const { epoch, country } = await readIdentityState(records, workspaceId);
    cache.at(epoch);
    const pending = new Map<string, Pending>();
    const answers = requests.map((request): Resolved | string => {
      const at = instantOf(request.at);
      if (isBrowserAlone(request)) return { ...NOBODY, visitorId: normalizeVisitorId(request.who.visitorId) };
      const key = keyOf(request.who, request.createPerson, why.importId);
      const waiting = pending.get(key);
      if (waiting !== undefined) {
        waiting.firstAt = Math.min(waiting.firstAt, at);
        waiting.lastAt = Math.max(waiting.lastAt, at);
        return key;
      }
      // Who was asked for by this import already needs no second statement that does not ask for them.
      const known = cache.get(key) ?? (request.createPerson ? undefined : cache.get(keyOf(request.who, true, why.importId)));
      if (known !== undefined && !matters(known, at)) return known.resolved;
      pending.set(key, { key, request, firstAt: Math.min(at, known?.firstAt ?? at), lastAt: Math.max(at, known?.lastAt ?? at) });
      return key;
    });
    const taken = pending.size === 0 ? new Map<string, Resolved>() : await takeIn(workspaceId, [...pending.values()], country, why);
    if (pending.size > 0) await syncLinks();
    return answers.map((answer) => (typeof answer === 'string' ? (taken.get(answer) ?? NOBODY) : answer));
  }

  return {
    resolve: (workspaceId, requests, context) => {
      if (requests.every(isBrowserAlone)) return Promise.resolve(requests.map((request) => (instantOf(request.at), { ...NOBODY, visitorId: normalizeVisitorId(request.who.visitorId) })));
      return inTurn(workspaceId, () => resolveInTurn(workspaceId, requests, context));
    },
    syncLinks,
    undoImport: (workspaceId, importId) =>
      inTurn(workspaceId, async () => {
        try {
          return await undoImport(records, idsOf(workspaceId), workspaceId, importId);
        } finally {
          cacheOf(workspaceId).clear();
          await syncLinks();
        }
      }),
    ...createMerges(records, idsOf, async (workspaceId, work) =>
      inTurn(workspaceId, async () => {
        const result = await work();
        cacheOf(workspaceId).clear();
        await syncLinks();
        return result;
      })),
  };
}
