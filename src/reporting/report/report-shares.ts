// Links that share the report: made, listed and revoked; a token is as good as its row is not revoked.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { RecordsStore } from '../../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../../database/sql.js';
import { AppError } from '../../shared/errors.js';
import { reportPeriod, type ReportShare, type ShareRequest } from '../../shared/api/report.js';
import type { Workspace } from '../../shared/workspace.js';
import { idParam, isoTime, timeParam } from '../subscriptions.js';

const row = z
  .object({ id: z.bigint(), workspace_id: z.number(), name: z.string(), period: reportPeriod, created_at: z.string(), revoked_at: z.string().nullable() })
  .transform(({ id, workspace_id: workspaceId, name, period, created_at: createdAt, revoked_at: revokedAt }) => ({ workspaceId, share: { id: String(id), name, period, createdAt, revokedAt } satisfies ReportShare }));
const COLUMNS = sql`id, workspace_id, name, period, ${isoTime(sql`created_at`)} AS created_at, ${isoTime(sql`revoked_at`)} AS revoked_at`;

/** 256 random bits need no slow hash. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const of = (workspace: Workspace): Sql => sql`workspace_id = ${param('Int32', workspace.id)}`;

/** The newest first, revoked ones too. */
export async function listShares(records: RecordsStore, workspace: Workspace): Promise<ReportShare[]> {
  return (await records.query(row, sql`SELECT ${COLUMNS} FROM report_shares WHERE ${of(workspace)} ORDER BY id DESC LIMIT 500`)).map((one) => one.share);
}

/** @returns the link's token, which is kept nowhere */
export async function makeShare(records: RecordsStore, workspace: Workspace, { name, period }: ShareRequest, now: string): Promise<{ share: ReportShare; token: string }> {
  const token = randomBytes(32).toString('base64url');
  const [made] = await records.query(row, sql`
    INSERT INTO report_shares (workspace_id, name, period, token_hash, created_at)
    VALUES (${param('Int32', workspace.id)}, ${param('String', name)}, ${jsonb(period)}, ${param('String', hashOf(token))}, ${timeParam(now)}) RETURNING ${COLUMNS}`);
  if (made === undefined) throw new Error('the link was not kept');
  return { share: made.share, token };
}

/** Ends a link at once; one that is revoked stays so. @throws AppError not_found */
export async function revokeShare(records: RecordsStore, workspace: Workspace, id: string, now: string): Promise<void> {
  const touched = /^\d{1,18}$/.test(id) ? await records.execute(sql`UPDATE report_shares SET revoked_at = coalesce(revoked_at, ${timeParam(now)}) WHERE ${of(workspace)} AND id = ${idParam(id)}`) : 0;
  if (touched === 0) throw new AppError('not_found', { what: 'shared report', id });
}

/** What a token opens; undefined where it is none, or revoked. */
export async function shareOfToken(records: RecordsStore, token: string): Promise<{ workspaceId: number; share: ReportShare } | undefined> {
  const [found] = await records.query(row, sql`SELECT ${COLUMNS} FROM report_shares WHERE token_hash = ${param('String', hashOf(token))} AND revoked_at IS NULL`);
  return found;
}
