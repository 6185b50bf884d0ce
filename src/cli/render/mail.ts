// Shows subscriptions, what became of mails, and alerts.
import type { Alert, SendOutcome, SubscriptionList } from '../../shared/api/reporting.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const OUTCOMES: Readonly<Record<SendOutcome['sent'][number]['outcome'], string>> = { sent: 'sent', already: 'had it already', waiting: 'to be tried again', failed: 'failed', unknown: 'sent perhaps: no answer' };

const whenText = ({ kind, hour, weekday }: SubscriptionList['subscriptions'][number]): string =>
  (kind === 'alerts' ? 'as they come' : `${kind === 'weekly' ? `${DAYS[weekday - 1] ?? ''} ` : ''}${String(hour).padStart(2, '0')}:00`);

export const subscriptionsPrintable = (list: SubscriptionList): Printable => ({
  json: list,
  table: () => renderTable([{ title: 'Address' }, { title: 'Mail' }, { title: 'When' }, { title: 'Locale' }, { title: 'Last' }, { title: 'State' }, { title: 'Error' }],
    list.subscriptions.map((one) => [one.email, one.kind, whenText(one), one.locale, one.last?.occasion ?? '', one.last?.state ?? '', one.last?.error ?? ''])),
  csv: () => renderCsv(['email', 'kind', 'hour', 'weekday', 'locale', 'createdAt', 'lastOccasion', 'lastState', 'lastChangedAt', 'lastError'],
    list.subscriptions.map((one) => [one.email, one.kind, one.hour, one.weekday, one.locale, one.createdAt, one.last?.occasion, one.last?.state, one.last?.changedAt, one.last?.error])),
});

export const sendOutcomePrintable = (outcome: SendOutcome): Printable => ({
  json: outcome,
  table: () => renderTable([{ title: 'Address' }, { title: 'Digest' }, { title: 'Outcome' }, { title: 'Error' }], outcome.sent.map((one) => [one.email, one.occasion, OUTCOMES[one.outcome], one.error])),
  csv: () => renderCsv(['email', 'occasion', 'outcome', 'error'], outcome.sent.map((one) => [one.email, one.occasion, one.outcome, one.error])),
});

/** @param json the document that is printed as JSON */
export const alertsPrintable = (alerts: readonly Alert[], json: unknown): Printable => ({
  json,
  table: () => renderTable([{ title: 'Since' }, { title: 'Until' }, { title: 'Alert' }, { title: 'Reason' }],
    alerts.map((one) => [one.openedAt.slice(0, 16).replace('T', ' '), one.closedAt?.slice(0, 16).replace('T', ' ') ?? '', one.name, one.text])),
  csv: () => renderCsv(['id', 'about', 'openedAt', 'closedAt', 'name', 'text', 'link'], alerts.map((one) => [one.id, one.reason.about, one.openedAt, one.closedAt, one.name, one.text, one.link])),
});
