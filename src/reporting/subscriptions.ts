// Who gets which mail, in the records store.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { param, sql, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { delivery, mailKind, subscribeRequest, type MailKind, type SubscribeRequest, type Subscription } from '../shared/api/reporting.js';
import type { Workspace } from '../shared/workspace.js';

/** Subscriptions that a workspace takes at most. */
const MOST = 1000;

/** A time as ISO text. */
export const isoTime = (column: Sql): Sql => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const timeParam = (instant: string): Sql => sql`${param('String', instant)}::timestamptz`;
export const idParam = (id: string): Sql => sql`${param('Int64', BigInt(id))}::bigint`;

/** A subscription as it is stored; ended ones too. */
export interface StoredSubscription {
  readonly id: string;
  readonly workspaceId: number;
  readonly email: string;
  readonly kind: MailKind;
  readonly hour: number;
  readonly weekday: number;
  readonly locale: string;
  readonly createdAt: string;
  readonly ended: boolean;
}

const storedRow = z
  .object({ id: z.bigint(), workspace_id: z.number(), email: z.string(), kind: mailKind, hour: z.number(), weekday: z.number(), locale: z.string(), created_at: z.string(), ended: z.boolean() })
  .transform(({ id, workspace_id: workspaceId, created_at: createdAt, ...rest }): StoredSubscription => ({ ...rest, id: String(id), workspaceId, createdAt }));
const COLUMNS = sql`s.id, s.workspace_id, s.email, s.kind, s.hour, s.weekday, s.locale, ${isoTime(sql`s.created_at`)} AS created_at, s.ended_at IS NOT NULL AS ended`;

/** Those that have not ended, of one workspace or all, by address. */
export const activeSubscriptions = (records: RecordsQueries, workspaceId?: number): Promise<StoredSubscription[]> =>
  records.query(storedRow, sql`SELECT ${COLUMNS} FROM mail_subscriptions s WHERE s.ended_at IS NULL AND ${workspaceId === undefined ? sql`true` : sql`s.workspace_id = ${param('Int32', workspaceId)}`} ORDER BY lower(s.email), s.kind, s.id`);

export async function subscriptionById(records: RecordsQueries, id: string): Promise<StoredSubscription | undefined> {
  const [found] = await records.query(storedRow, sql`SELECT ${COLUMNS} FROM mail_subscriptions s WHERE s.id = ${idParam(id)}`);
  return found;
}

const lastRow = z.object({ subscription_id: z.bigint(), occasion: z.string(), state: delivery.shape.state, attempts: z.number(), error: z.string(), changed_at: z.string() });

/** What people see of them, each with the last mail. */
export async function listSubscriptions(records: RecordsStore, workspace: Workspace): Promise<Subscription[]> {
  const last = await records.query(lastRow, sql`
    SELECT DISTINCT ON (subscription_id) subscription_id, occasion, state, attempts, error, ${isoTime(sql`changed_at`)} AS changed_at
    FROM mail_deliveries WHERE workspace_id = ${param('Int32', workspace.id)} ORDER BY subscription_id, id DESC`);
  const bySubscription = new Map(last.map(({ subscription_id: id, changed_at: changedAt, ...rest }) => [String(id), { ...rest, changedAt }]));
  return (await activeSubscriptions(records, workspace.id)).map(({ id, email, kind, hour, weekday, locale, createdAt }) => ({ id, email, kind, hour, weekday, locale, createdAt, last: bySubscription.get(id) ?? null }));
}

/**
 * Subscribes an address, or changes when and how it gets what it is subscribed to already.
 * @throws AppError invalid_input where the workspace has too many
 */
export async function subscribe(records: RecordsStore, workspace: Workspace, request: SubscribeRequest, now: string): Promise<void> {
  const { email, kind, hour, weekday, locale } = parseRequest(subscribeRequest, request);
  await records.transaction(async (tx) => {
    // Held to the end, so that two at once don't both insert.
    await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
    const changed = await tx.execute(sql`
      UPDATE mail_subscriptions SET hour = ${param('Int32', hour)}, weekday = ${param('Int32', weekday)}, locale = ${param('String', locale)}
      WHERE workspace_id = ${param('Int32', workspace.id)} AND lower(email) = lower(${param('String', email)}) AND kind = ${param('String', kind)} AND ended_at IS NULL`);
    if (changed > 0) return;
    if ((await activeSubscriptions(tx, workspace.id)).length >= MOST) throw new AppError('invalid_input', { where: 'email', reason: `${MOST} subscriptions are kept already`, remedy: 'End some that nobody reads.' });
    await tx.execute(sql`
      INSERT INTO mail_subscriptions (workspace_id, email, kind, hour, weekday, locale, created_at)
      VALUES (${param('Int32', workspace.id)}, ${param('String', email)}, ${param('String', kind)}, ${param('Int32', hour)}, ${param('Int32', weekday)}, ${param('String', locale)}, ${timeParam(now)})`);
  });
}

/** Ends what an address is subscribed to, and what of it still waits. @throws AppError not_found */
export async function unsubscribe(records: RecordsStore, workspace: Workspace, { email, kind }: { email: string; kind?: MailKind | undefined }, now: string): Promise<void> {
  const mine = (await activeSubscriptions(records, workspace.id)).filter((one) => one.email.toLowerCase() === email.toLowerCase() && (kind === undefined || one.kind === kind));
  if (mine.length === 0) throw new AppError('not_found', { what: kind === undefined ? 'subscription of' : `${kind} subscription of`, id: email });
  for (const { id } of mine) await endSubscription(records, id, now);
}

/** Ends one subscription; one that has ended stays so. Mail of it that waits is not sent any more. */
export const endSubscription = (records: RecordsStore, id: string, now: string): Promise<void> =>
  records.transaction(async (tx) => {
    await tx.execute(sql`UPDATE mail_subscriptions SET ended_at = ${timeParam(now)} WHERE id = ${idParam(id)} AND ended_at IS NULL`);
    await tx.execute(sql`UPDATE mail_deliveries SET state = 'failed', error = 'the subscription was ended', changed_at = ${timeParam(now)} WHERE subscription_id = ${idParam(id)} AND state = 'waiting'`);
  });
