// The links of persons and accounts as events: browsers that became theirs, merges and merges taken back, each with its reason.
import { z } from 'zod';
import type { RecordsQueries } from '../database/records-store.js';
import { joinSql, param, sql, type Sql } from '../database/sql.js';
import { bigints, eachByIndex, milliseconds } from '../identity/records/columns.js';

/** As in history-statements: an event with what it is sorted by. */
export interface IdentityEvent {
  readonly at: number;
  readonly what: string;
  readonly id: string;
  readonly details: Record<string, string>;
  readonly importId: string | null;
}

const eventRow = z
  .object({ at_ms: z.bigint(), what: z.string(), id: z.string(), reason: z.string(), other: z.string(), import_id: z.bigint() })
  .transform((r): IdentityEvent => ({
    at: Number(r.at_ms), what: r.what, id: r.id, importId: r.import_id === 0n ? null : String(r.import_id),
    details: { ...(r.reason !== '' && { reason: r.reason }), ...(r.other !== '' && { of: r.other }) },
  }));

const ofPersons = (workspaceId: number, ids: readonly bigint[]): Sql[] => {
  const [workspace, list] = [sql`${param('Int32', workspaceId)}`, bigints(ids)];
  const visitors = sql`(SELECT DISTINCT visitor_id FROM identity_statements WHERE workspace_id = ${workspace} AND person_id = ANY(${list}) AND visitor_id <> '')`;
  const merges = sql`FROM identity_merges WHERE workspace_id = ${workspace} AND (winner_id = ANY(${list}) OR loser_id = ANY(${list}))`;
  return [
    sql`SELECT ${milliseconds(sql`l.at`)} AS at_ms, CASE WHEN l.removed THEN 'unlinked' ELSE 'linked' END AS what, 'link ' || l.version AS id, l.reason AS reason, 'visitor:' || l.visitor_id AS other, l.import_id AS import_id
      FROM ${visitors} AS u ${eachByIndex(sql`SELECT * FROM identity_links x WHERE x.workspace_id = ${workspace} AND x.kind = 'visitor' AND x.visitor_id = u.visitor_id AND x.from_id = 0`, sql`l`)} WHERE l.removed OR l.person_id = ANY(${list})`,
    sql`SELECT ${milliseconds(sql`merged_at`)}, 'merged', 'merge ' || merge_id, reason, 'P-' || loser_id, import_id ${merges}`,
    sql`SELECT ${milliseconds(sql`undone_at`)}, 'unmerged', 'unmerge ' || merge_id, undone_reason, 'P-' || loser_id, 0::bigint ${merges} AND undone_at IS NOT NULL`,
  ];
};

const ofAccounts = (workspaceId: number, ids: readonly bigint[]): Sql[] => [sql`
  SELECT ${milliseconds(sql`l.at`)} AS at_ms, CASE WHEN l.removed THEN 'unmerged' ELSE 'merged' END AS what, 'link ' || l.version AS id, l.reason AS reason, 'A-' || l.from_id AS other, l.import_id AS import_id
  FROM unnest(${bigints(ids)}) AS u (id) ${eachByIndex(sql`SELECT * FROM identity_links x WHERE x.workspace_id = ${param('Int32', workspaceId)} AND x.kind = 'account' AND x.visitor_id = '' AND x.from_id = u.id`, sql`l`)}`];

export interface Place {
  readonly at: number;
  readonly id: string;
}

/**
 * Events after a place, in order of instant and id.
 * @param ids the person or account with all that were merged into it
 * @param options.place undefined begins at the start
 */
export function identityEvents(records: RecordsQueries, workspaceId: number, what: 'person' | 'account', ids: readonly bigint[], options: { newest: boolean; place: Place | undefined; limit: number }): Promise<IdentityEvent[]> {
  const parts = (what === 'person' ? ofPersons : ofAccounts)(workspaceId, ids);
  const { newest, place, limit } = options;
  const begins = place === undefined ? sql`true` : sql`(at_ms, id COLLATE "C") ${newest ? sql`<` : sql`>`} (${param('Int64', place.at)}::bigint, ${param('String', place.id)})`;
  const direction = newest ? sql`DESC` : sql`ASC`;
  return records.query(eventRow, sql`
    SELECT at_ms, what, id, reason, other, import_id FROM (${joinSql(parts, sql` UNION ALL `)}) AS e WHERE ${begins} ORDER BY at_ms ${direction}, id COLLATE "C" ${direction} LIMIT ${param('Int32', limit)}`);
}
