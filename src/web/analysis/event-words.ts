// What an event of a history is called, and which figure counts it.
import type { HistoryEvent } from '../../shared/api/persons.js';
import { EXITS, RE_ENTRY, stageName } from '../../shared/stages.js';

const TOUCHES: Readonly<Record<string, string>> = {
  page_view: 'Viewed a page', ad_click: 'Clicked an ad', form_view: 'Saw a form', download: 'Downloaded', email_sent: 'Was sent an e-mail', email_delivered: 'Got an e-mail', email_bounced: 'E-mail bounced',
  email_open: 'Opened an e-mail', email_click: 'Clicked in an e-mail', opt_in_asked: 'Asked to opt in', opt_in_confirmed: 'Confirmed the opt-in', unsubscribe: 'Unsubscribed',
  call: 'Call', chat: 'Chat', meeting: 'Meeting', mail: 'Mail', event: 'Event', other: 'Touch',
};
const DEALS: Readonly<Record<string, string>> = { created: 'Deal opened', won: 'Deal won', lost: 'Deal lost' };
const IDENTITY: Readonly<Record<string, string>> = { linked: 'Browser recognised as theirs', unlinked: 'Browser no longer theirs', merged: 'Merged', unmerged: 'Merge taken back' };

const plain = (text: string): string => text.replaceAll('_', ' ');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isExit = (what: string): boolean => EXITS.some((exit) => exit === what);

/** `Became MQL`, `Clicked in an e-mail`; what has no words here is called by its own name. */
export function eventWords({ kind, what, details }: Pick<HistoryEvent, 'kind' | 'what' | 'details'>): string {
  switch (kind) {
    case 'touch': return TOUCHES[what] ?? capital(plain(what));
    case 'submission': {
      const form = details['form'] === undefined ? 'Sent a form' : `Sent the form ${details['form']}`;
      return what === 'accepted' ? form : `${form}, refused: ${plain(details['reason'] ?? 'no reason given')}`;
    }
    case 'stage': return what === RE_ENTRY ? 'Came back' : what === 'rejected' ? 'Sent back by sales' : isExit(what) ? capital(what) : `Became ${stageName(what)}`;
    case 'deal': return DEALS[what] ?? capital(plain(what));
    case 'subscription': return what === 'started' ? 'Subscription began' : 'Subscription ended';
    case 'record': return what === 'account' ? 'Company on record' : 'On record';
    case 'identity': return IDENTITY[what] ?? capital(plain(what));
  }
}

const PLURALS: Readonly<Record<string, string>> = { opportunity: 'opportunities', [RE_ENTRY]: 're_entries' };
/**
 * The KPI that counts entries of a stage, or exits of a kind; undefined where none does. Winning is counted by deals and
 * accounts, not by persons.
 */
export function kpiOfStage(what: string, exists: (kpi: string) => boolean): string | undefined {
  if (what === 'won' || what === 'rejected') return undefined;
  const id = PLURALS[what] ?? (isExit(what) ? what : `${what}s`);
  return exists(id) ? id : undefined;
}

/** The KPI that counts an event on its day: entries and exits that figures count, deals by what became of them. */
export function kpiOfEvent({ kind, what, details }: Pick<HistoryEvent, 'kind' | 'what' | 'details'>, exists: (kpi: string) => boolean): string | undefined {
  if (kind === 'stage') return details['counted'] === 'yes' ? kpiOfStage(what, exists) : undefined;
  if (kind !== 'deal') return undefined;
  // Renewals and further deals of a customer are no new pipeline.
  const id = what === 'won' ? 'revenue' : what === 'lost' ? 'lost_deals' : details['type'] === 'new' ? 'pipeline' : undefined;
  return id !== undefined && exists(id) ? id : undefined;
}

/** Details that stand beside the words, in this order; the others are told on request. */
const FIRST = ['page', 'landing_page', 'name', 'channel', 'campaign', 'source', 'content', 'product', 'persona', 'segment', 'industry', 'size', 'country', 'owner', 'actor', 'vendor', 'reason', 'lost_reason', 'of', 'grade', 'self_reported'];
const SAID = new Set(['form']);
/** What is worth saying of an event beside its words: label and value. */
export function eventDetails({ kind, what, details }: Pick<HistoryEvent, 'kind' | 'what' | 'details'>): { readonly label: string; readonly value: string }[] {
  const hidden = (name: string): boolean => SAID.has(name) || (kind === 'submission' && what !== 'accepted' && name === 'reason') || (name === 'landing_page' && details['page'] === details['landing_page']);
  return FIRST.flatMap((name) => {
    const value = details[name];
    return value === undefined || hidden(name) ? [] : [{ label: capital(plain(name)), value }];
  });
}
