// Rules of a workspace that are kept as versions, the latest in force: listed, and saved as the next one. A table of versions
// has the columns workspace_id, version, rules, note and created_at.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { identifier, jsonb, param, sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';

type RuleTable = 'persona_rule_versions' | 'self_reported_rule_versions';

const MOST_VERSIONS = 50;

const versionRow = z.object({ version: z.number().int(), rules: z.unknown(), note: z.string(), createdAt: z.string() });
/** A version as it is stored; whether its rules still fit is for their owner to check. */
type StoredVersion = z.output<typeof versionRow>;

/** The latest versions, the one in force first; `createdAt` is an ISO instant. */
export const listVersions = (records: RecordsQueries, table: RuleTable, workspaceId: number): Promise<StoredVersion[]> =>
  records.query(versionRow, sql`
    SELECT version, rules, note, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
    FROM ${identifier(table)} WHERE workspace_id = ${param('Int32', workspaceId)} ORDER BY version DESC LIMIT ${param('Int32', MOST_VERSIONS)}`);

/**
 * Saves rules as the next version.
 * @param what what the rules are called where another version has come meanwhile
 * @param basedOn the version that these were made from
 * @throws AppError changed_meanwhile
 */
export async function saveVersion(records: RecordsStore, table: RuleTable, workspaceId: number, { rules, basedOn, note, what }: { readonly rules: unknown; readonly basedOn: number; readonly note: string; readonly what: string }): Promise<void> {
  const mine = sql`workspace_id = ${param('Int32', workspaceId)}`;
  await records.transaction(async (tx) => {
    // Two savers at once would take the same number: the second waits for the first.
    await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspaceId)} FOR UPDATE`);
    const [row] = await tx.query(z.object({ latest: z.number().int().nullable() }), sql`SELECT max(version) AS latest FROM ${identifier(table)} WHERE ${mine}`);
    const latest = row?.latest ?? 0;
    if (basedOn !== latest) throw new AppError('changed_meanwhile', { what, version: latest });
    await tx.execute(sql`
      INSERT INTO ${identifier(table)} (workspace_id, version, rules, note)
      VALUES (${param('Int32', workspaceId)}, ${param('Int32', latest + 1)}, ${jsonb(rules)}, ${param('String', note)})`);
  });
}
