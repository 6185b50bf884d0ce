// Sends one mail of the record: writes it, takes it, hands it over and settles it.
import { AppError } from '../shared/errors.js';
import { claimDelivery, settleDelivery, type Delivery } from './deliveries.js';
import { pageLinks } from './page-links.js';
import type { ReportingContext } from './reporting-context.js';
import type { Mail, Mailer } from './send-mail.js';
import type { StoredSubscription } from './subscriptions.js';
import { unsubscribeToken } from './unsubscribe-token.js';

/** What a mail says; @param unsubscribeUrl ends the reader's subscription */
export type Compose = (subscription: StoredSubscription, occasion: string, unsubscribeUrl: string) => Promise<Pick<Mail, 'subject' | 'text' | 'html'>>;

/** @returns the mail as it was settled; undefined where somebody else has taken it */
export async function deliver({ records, secret, mail, log, now }: ReportingContext, { mailer, compose }: { mailer: Mailer; compose: Compose }, waiting: Delivery, subscription: StoredSubscription): Promise<Delivery | undefined> {
  const unsubscribeUrl = pageLinks(mail.publicUrl).unsubscribe(unsubscribeToken(secret, subscription.id));
  let written: Awaited<ReturnType<Compose>> | undefined;
  let failure = '';
  try {
    // Before it is taken: what can't be written is not on its way.
    written = await compose(subscription, waiting.occasion, unsubscribeUrl);
  } catch (error) {
    failure = error instanceof AppError ? `${error.message} ${error.hint}` : 'it could not be written: the log has the cause';
    if (!(error instanceof AppError)) log.error({ err: error, occasion: waiting.occasion }, 'a mail could not be written');
  }
  const claimed = await claimDelivery(records, waiting.id, now());
  if (claimed === undefined) return undefined;
  const outcome = written === undefined ? { kind: 'passing' as const, error: failure } : await mailer.send({ to: subscription.email, messageId: claimed.messageId, unsubscribeUrl, ...written });
  return settleDelivery(records, claimed, outcome, now());
}
