// Puts reporting together: subscriptions, digests, alerts, and the record of what was sent.
import { z } from 'zod';
import { sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { previewRequest, sendRequest, unsubscribeRequest, type AlertCheck, type DigestDocument, type SendOutcome } from '../shared/api/reporting.js';
import { reportPeriod, shareRequest } from '../shared/api/report.js';
import { dayOf } from '../shared/period.js';
import { shownName, type Workspace } from '../shared/workspace.js';
import { alertWords, alertMail } from './alerts/alert-words.js';
import { alertsRaisedAt, listAlerts, openedAtOf, recordConditions } from './alerts/alert-records.js';
import { findConditions } from './alerts/find-conditions.js';
import { buildDigest } from './digest/build-digest.js';
import { composeDigest } from './digest/compose-digest.js';
import { digestPeriod, dueDay, occasionOf, periodOfOccasion } from './digest/digest-period.js';
import { deliver, type Compose } from './deliver.js';
import { deliveryOf, planDelivery, reviveDelivery, settleLost, waitingDeliveries, type Delivery } from './deliveries.js';
import { pageLinks } from './page-links.js';
import { createWriter, localeOfCountry, type Writer } from './reader-locale.js';
import type { Reporting } from './reporting.js';
import type { ReportingContext } from './reporting-context.js';
import { buildReport } from './report/build-report.js';
import { reportDays } from './report/report-days.js';
import { listShares, makeShare, revokeShare } from './report/report-shares.js';
import { createSharedReports } from './report/shared-reports.js';
import { mailRoute, openMailer, senderDomain } from './send-mail.js';
import { activeSubscriptions, endSubscription, listSubscriptions, subscribe, subscriptionById, unsubscribe, type StoredSubscription } from './subscriptions.js';
import { subscriptionOfToken } from './unsubscribe-token.js';

const writerOf = ({ settings }: Workspace, locale: string): Writer => createWriter(locale === '' ? localeOfCountry(settings.country) : locale, settings.currency);

/** Writes mails of one run; what several readers get is computed once. */
function composer(context: ReportingContext): Compose {
  const digests = new Map<string, Promise<DigestDocument>>();
  return async ({ workspaceId, locale }, occasion, unsubscribeUrl) => {
    const openedAt = openedAtOf(occasion);
    if (openedAt !== undefined) {
      const workspace = await context.workspaces.byId(workspaceId);
      const writer = writerOf(workspace, locale);
      const alerts = (await alertsRaisedAt(context.records, workspaceId, openedAt)).map((one) => alertWords(one, context.mail.publicUrl, writer));
      return alertMail(alerts, shownName(workspace), unsubscribeUrl);
    }
    const about = periodOfOccasion(occasion);
    if (about === undefined) throw new Error(`no mail is known for the occasion ${occasion}`);
    const key = JSON.stringify([workspaceId, locale, occasion]);
    const digest = digests.get(key) ?? context.workspaces.byId(workspaceId).then((workspace) => buildDigest(context, workspace, { ...about, locale }));
    digests.set(key, digest);
    return composeDigest(await digest, unsubscribeUrl);
  };
}

/** Whether mail can go out at all. */
function canSend({ mail }: ReportingContext): boolean {
  try {
    mailRoute(mail);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'mail_not_set_up') return false;
    throw error;
  }
}

type Sent = SendOutcome['sent'][number];

async function sendNow(context: ReportingContext, workspace: Workspace, request: Parameters<Reporting['sendDigest']>[1]): Promise<SendOutcome> {
  const { kind, email } = parseRequest(sendRequest, request);
  const { records, mail, now } = context;
  const domain = senderDomain(mailRoute(mail).from);
  const readers = (await activeSubscriptions(records, workspace.id)).filter((one) => one.kind === kind && (email === undefined || one.email.toLowerCase() === email.toLowerCase()));
  if (readers.length === 0) throw new AppError('not_found', { what: `${kind} subscription${email === undefined ? '' : ' of'}`, id: email ?? workspace.name });
  const occasion = occasionOf(kind, digestPeriod(kind, dayOf(now(), workspace.settings.timeZone)));
  const mailer = openMailer(mail);
  const compose = composer(context);
  const sent: Sent[] = [];
  try {
    for (const reader of readers) {
      const before = await deliveryOf(records, reader.id, occasion);
      if (before === undefined) await planDelivery(records, reader, occasion, { now: now(), domain });
      else if (before.state === 'failed') await reviveDelivery(records, before.id, now());
      const waiting = await deliveryOf(records, reader.id, occasion);
      if (waiting === undefined) throw new Error(`the mail of ${occasion} was not noted`);
      const settled = waiting.state === 'waiting' ? await deliver(context, { mailer, compose }, waiting, reader) : undefined;
      const { state, error } = settled ?? waiting;
      sent.push({ email: reader.email, occasion, error, outcome: settled === undefined && state === 'sent' ? 'already' : state === 'sending' ? 'unknown' : state });
    }
  } finally {
    mailer.close();
  }
  return { sent };
}

/** Notes what has become due since the last time. */
async function planDue({ records, workspaces, mail, now }: ReportingContext): Promise<void> {
  const domain = senderDomain(mailRoute(mail).from);
  for (const one of await activeSubscriptions(records)) {
    const { kind, hour, weekday, createdAt } = one;
    if (kind === 'alerts') continue;
    const { timeZone } = (await workspaces.byId(one.workspaceId)).settings;
    const day = dueDay({ kind, hour, weekday }, { now: now(), since: createdAt, timeZone });
    if (day === null) continue;
    const occasion = occasionOf(kind, digestPeriod(kind, day));
    if ((await deliveryOf(records, one.id, occasion)) === undefined) await planDelivery(records, one, occasion, { now: now(), domain });
  }
}

async function sendWaiting(context: ReportingContext): Promise<{ sent: number; failed: number }> {
  const { records, mail, now } = context;
  const waiting = await waitingDeliveries(records, now());
  const outcome = { sent: 0, failed: 0 };
  if (waiting.length === 0) return outcome;
  const mailer = openMailer(mail);
  const compose = composer(context);
  try {
    for (const one of waiting) {
      const reader: StoredSubscription | undefined = await subscriptionById(records, one.subscriptionId);
      if (reader === undefined || reader.ended) continue;
      const settled: Delivery | undefined = await deliver(context, { mailer, compose }, one, reader);
      if (settled !== undefined) outcome[settled.state === 'sent' ? 'sent' : 'failed'] += 1;
    }
  } finally {
    mailer.close();
  }
  return outcome;
}

async function checkAlerts(context: ReportingContext, workspace: Workspace): Promise<AlertCheck> {
  const { records, mail, now } = context;
  const { conditions, screened } = await findConditions(context, workspace);
  const domain = canSend(context) ? senderDomain(mailRoute(mail).from) : undefined;
  const { raised, closed } = await recordConditions(records, workspace, conditions, { now: now(), domain });
  const writer = writerOf(workspace, '');
  return { raised: raised.map((one) => alertWords(one, mail.publicUrl, writer)), closed, screened };
}

const workspaceRow = z.object({ id: z.number() });

/** @param options.now for tests: the instant of sending */
export function createReporting(options: Omit<ReportingContext, 'now'> & { readonly now?: () => string }): Reporting {
  const context: ReportingContext = { ...options, now: options.now ?? ((): string => new Date().toISOString()) };
  const { records, secret, now } = context;
  const list = async (workspace: Workspace) => ({ subscriptions: await listSubscriptions(records, workspace) });
  return {
    subscriptions: list,
    async subscribe(workspace, request) {
      await subscribe(records, workspace, request, now());
      return list(workspace);
    },
    async unsubscribe(workspace, request) {
      await unsubscribe(records, workspace, parseRequest(unsubscribeRequest, request), now());
      return list(workspace);
    },
    async subscriptionOfLink(token) {
      const id = subscriptionOfToken(secret, token);
      const found = id === undefined ? undefined : await subscriptionById(records, id);
      return found === undefined ? undefined : { email: found.email, kind: found.kind, ended: found.ended };
    },
    async endByLink(token) {
      const id = subscriptionOfToken(secret, token);
      if (id === undefined) return false;
      await endSubscription(records, id, now());
      return true;
    },
    async previewDigest(workspace, request) {
      const { kind, locale = '' } = parseRequest(previewRequest, request);
      const period = digestPeriod(kind, dayOf(now(), workspace.settings.timeZone));
      return composeDigest(await buildDigest(context, workspace, { kind, period, locale }), null);
    },
    sendDigest: (workspace, request) => sendNow(context, workspace, request),
    async alerts(workspace, { open }) {
      const writer = writerOf(workspace, '');
      return { alerts: (await listAlerts(records, workspace.id, open)).map((one) => alertWords(one, context.mail.publicUrl, writer)) };
    },
    checkAlerts: (workspace) => checkAlerts(context, workspace),
    async checkAllAlerts() {
      for (const { id } of await records.query(workspaceRow, sql`SELECT id FROM workspaces ORDER BY id`)) {
        try {
          await checkAlerts(context, await context.workspaces.byId(id));
        } catch (err) {
          context.log.warn({ err, workspace: id }, 'alerts could not be checked');
        }
      }
    },
    report: async (workspace, period) => buildReport(context, workspace, parseRequest(reportPeriod, period)),
    shares: async (workspace) => ({ shares: await listShares(records, workspace) }),
    async share(workspace, given) {
      const request = parseRequest(shareRequest, given);
      // Refused before it is kept.
      reportDays(request.period, dayOf(now(), workspace.settings.timeZone), workspace.settings.fiscalYearStart);
      const { share, token } = await makeShare(records, workspace, request, now());
      return { share, url: pageLinks(context.mail.publicUrl).sharedReport(token) };
    },
    async revokeShare(workspace, id) {
      await revokeShare(records, workspace, id, now());
      return { shares: await listShares(records, workspace) };
    },
    sharedReport: createSharedReports(context),
    async sendDue() {
      await settleLost(records, now());
      if (!canSend(context)) return { sent: 0, failed: 0 };
      await planDue(context);
      return sendWaiting(context);
    },
  };
}
