// The durable record of what is to be sent and what was: one row for a subscription and an occasion. A mail is marked
// `sending` before it is handed to the mail server and settled by the server's answer. Where the process ends in
// between, nobody knows whether it went out: it becomes `unknown` and is not sent again, since a digest that is
// missing is asked for and one that comes twice is not believed.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { delivery } from '../shared/api/reporting.js';
import { idParam, timeParam, type StoredSubscription } from './subscriptions.js';

type State = z.infer<typeof delivery>['state'];

export interface Delivery {
  readonly id: string;
  readonly subscriptionId: string;
  readonly occasion: string;
  readonly state: State;
  /** This one included. */
  readonly attempts: number;
  readonly messageId: string;
  readonly error: string;
}

/** Minutes after an attempt that failed for a time until the next; after the last of them the mail has failed. */
const RETRY_AFTER = [1, 5, 30, 120];
/** Minutes after which a mail server that has not answered never will: the connection's own limits are shorter. */
const NO_ANSWER = 15;

const row = z
  .object({ id: z.bigint(), subscription_id: z.bigint(), occasion: z.string(), state: delivery.shape.state, attempts: z.number(), message_id: z.string(), error: z.string() })
  .transform(({ id, subscription_id: subscriptionId, message_id: messageId, ...rest }): Delivery => ({ ...rest, id: String(id), subscriptionId: String(subscriptionId), messageId }));
const COLUMNS = sql`id, subscription_id, occasion, state, attempts, message_id, error`;

const later = (now: string, minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** Notes that a mail is to be sent, once: a second call for the same occasion changes nothing. @param domain of the Message-ID */
export async function planDelivery(records: RecordsQueries, { id, workspaceId }: Pick<StoredSubscription, 'id' | 'workspaceId'>, occasion: string, { now, domain }: { now: string; domain: string }): Promise<void> {
  await records.execute(sql`
    INSERT INTO mail_deliveries (workspace_id, subscription_id, occasion, state, next_attempt_at, message_id, changed_at)
    VALUES (${param('Int32', workspaceId)}, ${idParam(id)}, ${param('String', occasion)}, 'waiting', ${timeParam(now)}, ${param('String', `<${randomUUID()}@${domain}>`)}, ${timeParam(now)})
    ON CONFLICT (subscription_id, occasion) DO NOTHING`);
}

export async function deliveryOf(records: RecordsStore, subscriptionId: string, occasion: string): Promise<Delivery | undefined> {
  const [found] = await records.query(row, sql`SELECT ${COLUMNS} FROM mail_deliveries WHERE subscription_id = ${idParam(subscriptionId)} AND occasion = ${param('String', occasion)}`);
  return found;
}

/** Mails whose time has come, the longest waiting first. */
export const waitingDeliveries = (records: RecordsStore, now: string): Promise<Delivery[]> =>
  records.query(row, sql`SELECT ${COLUMNS} FROM mail_deliveries WHERE state = 'waiting' AND next_attempt_at <= ${timeParam(now)} ORDER BY next_attempt_at, id`);

/** Takes a mail for sending; undefined where another has taken it. Durable when it returns: from here on it is not sent a second time. */
export async function claimDelivery(records: RecordsStore, id: string, now: string): Promise<Delivery | undefined> {
  const [claimed] = await records.query(row, sql`
    UPDATE mail_deliveries SET state = 'sending', attempts = attempts + 1, changed_at = ${timeParam(now)} WHERE id = ${idParam(id)} AND state = 'waiting' RETURNING ${COLUMNS}`);
  return claimed;
}

/** Lets a mail that failed be tried anew, as one that was never tried. */
export const reviveDelivery = (records: RecordsStore, id: string, now: string): Promise<number> =>
  records.execute(sql`UPDATE mail_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = ${timeParam(now)}, changed_at = ${timeParam(now)} WHERE id = ${idParam(id)} AND state = 'failed'`);

/** @param outcome `lasting`: the server refuses it for good; `passing`: it is tried again, as often as RETRY_AFTER has it */
export async function settleDelivery(records: RecordsStore, { id, attempts }: Delivery, outcome: { kind: 'sent' } | { kind: 'unknown' | 'lasting' | 'passing'; error: string }, now: string): Promise<Delivery> {
  const wait = outcome.kind === 'passing' ? RETRY_AFTER[attempts - 1] : undefined;
  const state: State = outcome.kind === 'sent' || outcome.kind === 'unknown' ? outcome.kind : wait === undefined ? 'failed' : 'waiting';
  const [settled] = await records.query(row, sql`
    UPDATE mail_deliveries SET state = ${param('String', state)}, error = ${param('String', outcome.kind === 'sent' ? '' : outcome.error)},
      next_attempt_at = ${timeParam(later(now, wait ?? 0))}, changed_at = ${timeParam(now)}
    WHERE id = ${idParam(id)} RETURNING ${COLUMNS}`);
  if (settled === undefined) throw new Error(`delivery ${id} is gone`);
  return settled;
}

/** Gives up on mails that a process left in mid-sending. */
export const settleLost = (records: RecordsStore, now: string): Promise<number> =>
  records.execute(sql`
    UPDATE mail_deliveries SET state = 'unknown', error = 'the process ended before the mail server answered', changed_at = ${timeParam(now)}
    WHERE state = 'sending' AND changed_at <= ${timeParam(later(now, -NO_ANSWER))}`);
