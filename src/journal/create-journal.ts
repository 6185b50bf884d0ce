// Puts the journal together: what the facts say of persons and accounts, joined by id with what the records call them.
import type { Analytics } from '../analytics/analytics.js';
import { buildContext, reportingCurrency } from '../analytics/refresh.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Contact, Merges } from '../identity/merges.js';
import { findAccounts, keysOfAccounts } from '../identity/records/account-records.js';
import type { AccountSummary, JournalQuery, PersonSummary } from '../shared/api/persons.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { accountFacts, accountPage, type AccountFacts } from './account-page.js';
import { companyNames, contactsOf, findByText, fullName, NOBODY } from './contacts.js';
import type { Scope } from './history-statements.js';
import { readHistory } from './history.js';
import { NO_COMPANY, readId, writeId } from './ids.js';
import type { Journal } from './journal.js';
import { searchNames } from './search-names.js';
import { personFacts, personPage, type PersonFacts } from './person-page.js';

/** The store's `2026-01-01 00:00:00.000` as an ISO instant. */
const iso = (at: string): string => `${at.replace(' ', 'T')}Z`;
const isoOrNull = (at: string | null): string | null => (at === null ? null : iso(at));
const personId = (id: bigint): string => writeId('person', id);

const standingOf = (f: PersonFacts | AccountFacts): Pick<PersonSummary, 'stage' | 'firstAt' | 'leadAt' | 'lastAt' | 'dimensions' | 'won' | 'open' | 'deals' | 'rateMissing'> => ({
  stage: f.stage, firstAt: iso(f.firstAt), leadAt: isoOrNull(f.leadAt), lastAt: isoOrNull(f.lastAt), dimensions: f.dimensions, won: f.won, open: f.open, deals: f.deals, rateMissing: f.rateMissing,
});

/** An account without a company of its own is the person alone. */
const isCompany = (id: string): boolean => id !== '0' && BigInt(id) < NO_COMPANY;

export function createJournal({ facts, records, analytics, merges }: { readonly facts: FactsStore; readonly records: RecordsStore; readonly analytics: Analytics; readonly merges: Pick<Merges, 'history'> }): Journal {
  const named = async (workspace: Workspace, rows: readonly PersonFacts[]): Promise<PersonSummary[]> => {
    const nameless = [...new Set(rows.filter((r) => isCompany(r.account) && r.accountName === '').map((r) => r.account))];
    const [contacts, companies] = [await contactsOf(records, workspace.id, rows.map((r) => BigInt(r.id))), await companyNames(records, workspace.id, nameless.map(BigInt))];
    return rows.map((row) => {
      const contact = contacts.get(row.id) ?? NOBODY;
      return {
        id: writeId('person', row.id), name: fullName(contact), email: contact.email, phone: contact.phone,
        account: isCompany(row.account) ? { id: writeId('account', row.account), name: row.accountName || (companies.get(row.account) ?? '') } : null,
        ...standingOf(row),
      };
    });
  };

  const namedAccounts = async (workspace: Workspace, rows: readonly AccountFacts[]): Promise<AccountSummary[]> => {
    const companies = await companyNames(records, workspace.id, rows.filter((r) => r.name === '').map((r) => BigInt(r.id)));
    return rows.map((row) => ({ id: writeId('account', row.id), name: row.name || (companies.get(row.id) ?? ''), persons: row.persons, leads: row.leads, ...standingOf(row) }));
  };

  const scene = (workspace: Workspace): { currency: string; timeZone: string } => ({ currency: reportingCurrency(workspace), timeZone: workspace.settings.timeZone });
  const searched = (workspace: Workspace, query: JournalQuery) => findByText(records, workspace.id, query.search);

  /** The account as it is now with what was merged into it. @throws AppError not_found */
  const accountNow = async (workspace: Workspace, text: string): Promise<{ id: bigint; merged: bigint[] }> => {
    const asked = readId('account', text);
    const found = (await findAccounts(records, workspace.id, [asked])).find((a) => a.accountId === asked);
    if (found === undefined) throw new AppError('not_found', { what: 'account', id: text });
    if (found.mergedInto !== 0n) return accountNow(workspace, String(found.mergedInto));
    return { id: asked, merged: (await findAccounts(records, workspace.id, [asked])).filter((a) => a.accountId !== asked).map((a) => a.accountId) };
  };
  const personNow = (workspace: Workspace, text: string) => merges.history(workspace.id, readId('person', text));

  const history = async (workspace: Workspace, scope: Scope, ids: readonly bigint[], query: Parameters<Journal['personHistory']>[2]) => {
    await analytics.refresh(workspace);
    const { events, next } = await readHistory({ facts, records }, buildContext(workspace, { target: workspace.id }), scope, ids, query);
    const contacts = scope.what === 'person' ? new Map<string, Contact>() : await contactsOf(records, workspace.id, [...new Set(events.map((e) => e.personId))].filter((id) => id !== '0').map(BigInt));
    return {
      events: events.map(({ ms: _ms, place: _place, personId: whose, ...event }) => ({
        ...event, person: scope.what === 'person' || whose === '0' ? null : { id: writeId('person', whose), name: fullName(contacts.get(whose) ?? NOBODY) },
      })),
      next, timeZone: workspace.settings.timeZone,
    };
  };

  return {
    async persons(workspace, query) {
      const company = query.account === undefined ? undefined : readId('account', query.account);
      await analytics.refresh(workspace);
      const found = await searched(workspace, query);
      const { rows, next, total } = await personPage(facts, workspace, query, found, company);
      return { persons: await named(workspace, rows), next, total, searchLimited: found.limited, ...scene(workspace) };
    },
    async accounts(workspace, query) {
      await analytics.refresh(workspace);
      const found = await searched(workspace, query);
      const { rows, next, total } = await accountPage(facts, workspace, query, found);
      return { accounts: await namedAccounts(workspace, rows), next, total, searchLimited: found.limited, ...scene(workspace) };
    },
    search: (workspace, text, limit) => searchNames({ facts, records }, workspace, text, limit),
    async person(workspace, id) {
      const who = await personNow(workspace, id);
      await analytics.refresh(workspace);
      const [row] = await personFacts(facts, workspace, [String(who.personId)]);
      if (row === undefined) throw new AppError('not_found', { what: 'person', id });
      const [person] = await named(workspace, [row]);
      if (person === undefined) throw new AppError('not_found', { what: 'person', id });
      return {
        person, ...scene(workspace), merged: who.mergedIds.map(personId), aliases: [...who.aliases],
        merges: who.merges.map((m) => ({
          id: String(m.mergeId), kept: personId(m.winnerId), merged: personId(m.loserId), byHand: m.manual, reason: m.reason, at: m.mergedAt, undoneAt: m.undoneAt, undoneReason: m.undoneReason,
        })),
        conflicts: who.conflicts.map((c) => ({ visitor: c.visitorId, person: personId(c.otherPersonId), at: c.at })),
      };
    },
    async account(workspace, id) {
      const now = await accountNow(workspace, id);
      await analytics.refresh(workspace);
      const [account] = await namedAccounts(workspace, await accountFacts(facts, workspace, [String(now.id)]));
      if (account === undefined) throw new AppError('not_found', { what: 'account', id });
      const keys = await keysOfAccounts(records, workspace.id, [now.id]);
      return { account, ...scene(workspace), merged: now.merged.map((m) => writeId('account', m)), keys: keys.map((k) => k.key).sort() };
    },
    async personHistory(workspace, id, query) {
      const who = await personNow(workspace, id);
      return history(workspace, { what: 'person', id: who.personId }, [who.personId, ...who.mergedIds], query);
    },
    async accountHistory(workspace, id, query) {
      const now = await accountNow(workspace, id);
      return history(workspace, { what: 'account', id: now.id }, [now.id, ...now.merged], query);
    },
  };
}
