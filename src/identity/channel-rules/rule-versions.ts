// Keeps a workspace's own channel rules: every version that was ever saved, the latest in use.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../../database/records-store.js';
import { jsonb, param, sql } from '../../database/sql.js';
import { AppError } from '../../shared/errors.js';
import { channelRules, type ChannelRules } from './channel-rules.js';
import { DEFAULT_CHANNEL_RULES } from './default-rules.js';

/** Versions of a workspace's own count from here; below are those that come with the program. */
const FIRST_OWN_VERSION = 1001;

const stored = z.object({ rules: z.unknown() });

/** What was saved once, read again; a version of an older schema must not silently become another. */
function parseStored(rules: unknown, workspaceId: number): ChannelRules {
  const parsed = channelRules.safeParse(typeof rules === 'string' ? JSON.parse(rules) : rules);
  if (parsed.success) return parsed.data;
  throw new AppError('config_invalid', { variable: `The channel rules of workspace ${workspaceId}`, reason: problems(parsed.error), remedy: 'Save a version that fits.' });
}

const problems = (error: z.ZodError): string => error.issues.slice(0, 3).map((i) => `${i.path.join('.')}: ${i.message}`.replace(/^: /, '')).join('; ');

/** The rules in use: the workspace's latest version, or else the built-in ones. The same object for the same version within a process is not promised. */
export async function readChannelRules(records: RecordsQueries, workspaceId: number): Promise<ChannelRules> {
  const rows = await records.query(stored, sql`SELECT rules FROM channel_rule_versions WHERE workspace_id = ${param('Int32', workspaceId)} ORDER BY version DESC LIMIT 1`);
  const latest = rows[0];
  return latest === undefined ? DEFAULT_CHANNEL_RULES : parseStored(latest.rules, workspaceId);
}

/** The rules that a fact was classified with. @throws AppError not_found */
export async function readChannelRulesVersion(records: RecordsQueries, workspaceId: number, version: number): Promise<ChannelRules> {
  if (version === DEFAULT_CHANNEL_RULES.version) return DEFAULT_CHANNEL_RULES;
  const rows = await records.query(stored, sql`SELECT rules FROM channel_rule_versions WHERE workspace_id = ${param('Int32', workspaceId)} AND version = ${param('Int32', version)}`);
  const found = rows[0];
  if (found === undefined) throw new AppError('not_found', { what: 'version of the channel rules', id: String(version) });
  return parseStored(found.rules, workspaceId);
}

/** All versions of a workspace's own, the latest first; times are ISO instants in UTC. */
export async function listChannelRuleVersions(records: RecordsQueries, workspaceId: number): Promise<{ version: number; note: string; createdAt: string }[]> {
  const row = z.object({ version: z.number().int(), note: z.string(), created_at: z.string() });
  const rows = await records.query(row, sql`
    SELECT version, note, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
    FROM channel_rule_versions WHERE workspace_id = ${param('Int32', workspaceId)} ORDER BY version DESC`);
  return rows.map((r) => ({ version: r.version, note: r.note, createdAt: r.created_at }));
}

/**
 * Saves rules as the workspace's next version, which is used from then on; facts that are stored keep theirs.
 * @param rules of any origin: checked here; their `version` is replaced
 * @param basedOn the version that these were made from; without it whatever stands is replaced
 * @throws AppError invalid_input, naming the first places that don't fit; changed_meanwhile
 */
export async function saveChannelRules(records: RecordsStore, workspaceId: number, rules: unknown, note: string, basedOn?: number): Promise<ChannelRules> {
  const draft = channelRules.safeParse({ ...(typeof rules === 'object' ? rules : {}), version: FIRST_OWN_VERSION });
  if (!draft.success) throw new AppError('invalid_input', { where: 'channel rules', reason: problems(draft.error), remedy: 'Start from the rules in use and change what differs.' });
  return records.transaction(async (tx) => {
    // Two savers at once would take the same number: the second waits for the first.
    await tx.query(z.object({ id: z.number() }), sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspaceId)} FOR UPDATE`);
    const rows = await tx.query(z.object({ latest: z.number().int().nullable() }), sql`SELECT max(version) AS latest FROM channel_rule_versions WHERE workspace_id = ${param('Int32', workspaceId)}`);
    const latest = rows[0]?.latest ?? DEFAULT_CHANNEL_RULES.version;
    if (basedOn !== undefined && basedOn !== latest) throw new AppError('changed_meanwhile', { what: 'The list of channel rules', version: latest });
    const saved = { ...draft.data, version: Math.max(FIRST_OWN_VERSION, latest + 1) };
    await tx.execute(sql`
      INSERT INTO channel_rule_versions (workspace_id, version, rules, note)
      VALUES (${param('Int32', workspaceId)}, ${param('Int32', saved.version)}, ${jsonb(saved)}, ${param('String', note)})`);
    return saved;
  });
}
