// Episodes in the records store: opened once, closed when over, with the mails they bring noted in the same transaction.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../../database/sql.js';
import { alertReason, type AlertReason } from '../../shared/api/reporting.js';
import type { Workspace } from '../../shared/workspace.js';
import { planDelivery } from '../deliveries.js';
import { activeSubscriptions, idParam, isoTime, timeParam } from '../subscriptions.js';
import type { Condition } from './find-conditions.js';

export interface StoredAlert {
  readonly id: string;
  readonly kind: AlertReason['about'];
  readonly subject: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly reason: AlertReason;
}

const row = z
  .object({ id: z.bigint(), kind: z.enum(['goal', 'figure', 'data']), subject: z.string(), opened_at: z.string(), closed_at: z.string().nullable(), reason: alertReason })
  .transform(({ id, opened_at: openedAt, closed_at: closedAt, ...rest }): StoredAlert => ({ ...rest, id: String(id), openedAt, closedAt }));
const COLUMNS = sql`id, kind, subject, ${isoTime(sql`opened_at`)} AS opened_at, ${isoTime(sql`closed_at`)} AS closed_at, reason`;

const select = (records: RecordsQueries, workspaceId: number, condition: Sql): Promise<StoredAlert[]> =>
  records.query(row, sql`SELECT ${COLUMNS} FROM alerts WHERE workspace_id = ${param('Int32', workspaceId)} AND ${condition} ORDER BY opened_at DESC, id DESC LIMIT 500`);

/** The newest first, 500 at most. */
export const listAlerts = (records: RecordsQueries, workspaceId: number, openOnly: boolean): Promise<StoredAlert[]> => select(records, workspaceId, openOnly ? sql`closed_at IS NULL` : sql`true`);
/** Those that one look raised. */
export const alertsRaisedAt = (records: RecordsQueries, workspaceId: number, openedAt: string): Promise<StoredAlert[]> => select(records, workspaceId, sql`opened_at = ${timeParam(openedAt)}`);

export const alertOccasion = (openedAt: string): string => `alerts ${openedAt}`;
export const openedAtOf = (occasion: string): string | undefined => /^alerts (\S+)$/.exec(occasion)?.[1];

/**
 * Closes what is over, opens what is new, and notes one mail about the new to each reader of alerts: all or nothing,
 * so that no alert is without its mails and none is mailed twice.
 * @param domain of message ids; undefined where no mail can go out: the alerts are kept and listed alone
 */
export function recordConditions(records: RecordsStore, workspace: Workspace, conditions: readonly Condition[], { now, domain }: { now: string; domain: string | undefined }): Promise<{ raised: StoredAlert[]; closed: number }> {
  return records.transaction(async (tx) => {
    // Held to the end: of two looks at once the second sees what the first has opened.
    await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
    const open = await listAlerts(tx, workspace.id, true);
    const same = (a: { kind: string; subject: string }, b: { kind: string; subject: string }): boolean => a.kind === b.kind && a.subject === b.subject;
    const over = open.filter((one) => !conditions.some((condition) => same(one, condition)));
    for (const { id } of over) await tx.execute(sql`UPDATE alerts SET closed_at = ${timeParam(now)} WHERE id = ${idParam(id)}`);
    const fresh = conditions.filter((condition) => condition.raises && !open.some((one) => same(one, condition)));
    for (const { kind, subject, reason } of fresh) {
      await tx.execute(sql`
        INSERT INTO alerts (workspace_id, kind, subject, opened_at, reason)
        VALUES (${param('Int32', workspace.id)}, ${param('String', kind)}, ${param('String', subject)}, ${timeParam(now)}, ${jsonb(reason)})`);
    }
    if (fresh.length > 0 && domain !== undefined) {
      for (const reader of (await activeSubscriptions(tx, workspace.id)).filter((one) => one.kind === 'alerts')) await planDelivery(tx, reader, alertOccasion(now), { now, domain });
    }
    return { raised: fresh.length === 0 ? [] : await alertsRaisedAt(tx, workspace.id, now), closed: over.length };
  });
}
