// The documents of the journal: persons and accounts with where they stand, and the history of one of them. The only
// documents that carry personal data.
import { z } from 'zod';
import { figure } from './figures.js';

/** The sorts of a list. newest: latest to arrive first; an arrival is becoming a lead, else being first heard of. */
export const JOURNAL_SORTS = ['newest', 'oldest', 'value'] as const;
/** Whoever is known but has entered no stage yet. */
export const CONTACT = 'contact';

const filter = z.object({ dimension: z.string(), values: z.array(z.string()).min(1) });

/** What a list of persons or accounts is asked with. `from` and `to`: days in the workspace's zone on which they became a lead, `to` exclusive. */
export const journalQuery = z.object({
  search: z.string().max(200).default(''),
  stages: z.array(z.string()).default([]),
  where: z.array(filter).default([]),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  account: z.string().optional(),
  sort: z.enum(JOURNAL_SORTS).default('newest'),
  after: z.string().optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type JournalQuery = z.output<typeof journalQuery>;

const instant = z.iso.datetime();

const standing = {
  /** A stage of the workspace, the exit that closed the latest cycle, or `contact`. */
  stage: z.string(),
  firstAt: instant,
  /** When they became a lead; of an account, when its first person did. */
  leadAt: instant.nullable(),
  /** The last thing that is known of them: a touch, an enquiry, a stage, a deal. */
  lastAt: instant.nullable(),
  /** As of becoming a lead, like every figure that is split by these; by dimension, without what is not known. */
  dimensions: z.record(z.string(), z.string()),
  /** Won and open deals in the reporting currency; null where none has an amount or a rate is missing. */
  won: figure,
  open: figure,
  deals: z.number(),
  /** Whether an amount is left out for want of an exchange rate. */
  rateMissing: z.boolean(),
};

export const personSummary = z.object({
  id: z.string().describe('P- and a number'),
  name: z.string(), email: z.string(), phone: z.string(),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  ...standing,
});
export type PersonSummary = z.infer<typeof personSummary>;

export const accountSummary = z.object({
  id: z.string().describe('A- and a number'),
  name: z.string(),
  persons: z.number(), leads: z.number(),
  ...standing,
});
export type AccountSummary = z.infer<typeof accountSummary>;

const page = {
  /** To be given as `after` for what follows; null at the end. Holds while facts come in: it names a place in the order, not a number of rows. */
  next: z.string().nullable(),
  /** Of all pages. */
  total: z.number(),
  /** More persons or companies hold the searched text than are looked at: search for more of it. */
  searchLimited: z.boolean(),
  currency: z.string(), timeZone: z.string(),
};
export const personList = z.object({ persons: z.array(personSummary), ...page });
export type PersonList = z.infer<typeof personList>;
export const accountList = z.object({ accounts: z.array(accountSummary), ...page });
export type AccountList = z.infer<typeof accountList>;

export const mergeRecord = z.object({
  id: z.string(), kept: z.string(), merged: z.string(), byHand: z.boolean(), reason: z.string(), at: instant,
  undoneAt: instant.nullable(), undoneReason: z.string(),
});

export const personDocument = z.object({
  person: personSummary,
  currency: z.string(), timeZone: z.string(),
  /** Ids that were merged into this person. */
  merged: z.array(z.string()),
  /** What sources know this person by, as `email:…`, `hubspot:contact:…`, `visitor:…`. */
  aliases: z.array(z.string()),
  merges: z.array(mergeRecord),
  /** Browsers of this person that somebody else was identified with too. */
  conflicts: z.array(z.object({ visitor: z.string(), person: z.string(), at: instant })),
});
export type PersonDocument = z.infer<typeof personDocument>;

export const accountDocument = z.object({
  account: accountSummary,
  currency: z.string(), timeZone: z.string(),
  merged: z.array(z.string()),
  /** What sources know the company by, as `domain:…`, `name:…`. */
  keys: z.array(z.string()),
});
export type AccountDocument = z.infer<typeof accountDocument>;

/** touch: seen or spoken to; stage: a stage reached, an exit or a return; record: what a source says of them; identity: who they are. */
export const HISTORY_KINDS = ['touch', 'submission', 'stage', 'deal', 'subscription', 'record', 'identity'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

export const historyEvent = z.object({
  at: instant,
  /** Only the day is known: `at` is where it begins in the workspace's zone. */
  dateOnly: z.boolean(),
  kind: z.enum(HISTORY_KINDS),
  /** page_view, accepted, mql, won, started, visitor … */
  what: z.string(),
  id: z.string(),
  /** Whose it is, where an account's history is read. */
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  amount: z.string().nullable(), currency: z.string(),
  /** By name, without what is empty. `counted` of a stage: figures count this entry or exit. */
  details: z.record(z.string(), z.string()),
  importId: z.string().nullable(),
  source: z.string(),
});
export type HistoryEvent = z.infer<typeof historyEvent>;

export const HISTORY_ORDERS = ['newest', 'oldest'] as const;
export const historyQuery = z.object({
  kinds: z.array(z.enum(HISTORY_KINDS)).default([]),
  order: z.enum(HISTORY_ORDERS).default('newest'),
  after: z.string().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type HistoryQuery = z.output<typeof historyQuery>;
export const historyDocument = z.object({ events: z.array(historyEvent), next: z.string().nullable(), timeZone: z.string() });
export type HistoryDocument = z.infer<typeof historyDocument>;

export const mergeRequest = z.object({ with: z.string().describe('The other person'), reason: z.string().trim().min(1).max(500) });
export const mergePreview = z.object({
  kept: z.string(), merged: z.string(), name: z.string(), email: z.string(), phone: z.string(), aliases: z.array(z.string()),
  /** Earlier decisions to keep the two apart, which the merge would lift. */
  lifts: z.number(),
});
export const mergeReceipt = z.object({ id: z.string(), kept: z.string() });
export const undoMergeRequest = z.object({ reason: z.string().trim().min(1).max(500) });
