// What the rest of the house asks of the journal of persons and accounts; made by createJournal. Personal data leaves the
// records store here and nowhere else.
import type { AccountDocument, AccountList, HistoryDocument, HistoryQuery, JournalQuery, PersonDocument, PersonList } from '../shared/api/persons.js';
import type { FoundNames } from '../shared/api/search.js';
import type { Workspace } from '../shared/workspace.js';

export interface Journal {
  /** A page of persons. @throws AppError unknown_dimension, invalid_input (a cursor that is none) */
  persons(workspace: Workspace, query: JournalQuery): Promise<PersonList>;
  /** A page of accounts: companies that persons, deals, subscriptions or records name. Errors as of persons. */
  accounts(workspace: Workspace, query: JournalQuery): Promise<AccountList>;
  /** Persons and companies whose name, e-mail or domain begins with a text, or whose id it is; `limit` of each. Waits for no rebuild. */
  search(workspace: Workspace, text: string, limit: number): Promise<FoundNames>;
  /** One person, by an id that may have been merged into another since. @throws AppError not_found */
  person(workspace: Workspace, id: string): Promise<PersonDocument>;
  /** @throws AppError not_found */
  account(workspace: Workspace, id: string): Promise<AccountDocument>;
  /** Every touch, submission, stage, deal, subscription, record and identity link of a person, a page at a time. @throws AppError not_found, invalid_input */
  personHistory(workspace: Workspace, id: string, query: HistoryQuery): Promise<HistoryDocument>;
  /** The same of an account, over all its people; their own identity links stand with each of them. */
  accountHistory(workspace: Workspace, id: string, query: HistoryQuery): Promise<HistoryDocument>;
}
