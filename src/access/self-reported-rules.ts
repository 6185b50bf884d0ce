// Keeps a workspace's rules for what people say brought them: every version that was ever saved, the latest in force. What
// they make of answers is the read models' matter (analytics/read-models/person-answers.ts).
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../database/sql.js';
import { readChannelRules } from '../identity/channel-rules/rule-versions.js';
import { SAID_UNKNOWN, selfReportedRuleSet, type SelfReportedRule, type SelfReportedRulesDocument } from '../shared/api/self-reported-rules.js';
import { AppError } from '../shared/errors.js';
import { didYouMean, nearest } from '../shared/nearest.js';
import { SELF_REPORTED_SYNONYMS } from '../shared/self-reported-synonyms.js';

const MOST_VERSIONS = 50;
const of = (workspaceId: number): Sql => sql`workspace_id = ${param('Int32', workspaceId)}`;

/** What was saved once, read again; a version of an older schema must not silently become another. @throws AppError config_invalid */
export function parseSelfReportedRules(stored: unknown, workspace: string): readonly SelfReportedRule[] {
  if (stored === null || stored === undefined) return SELF_REPORTED_SYNONYMS;
  const parsed = selfReportedRuleSet.shape.rules.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError('config_invalid', { variable: `The rules for what people say of workspace ${workspace}`, reason: 'what is stored does not fit this version', remedy: 'Remove the latest version from the table self_reported_rule_versions, or save one that fits.' });
}

const versionRow = z.object({ version: z.number().int(), rules: z.unknown(), note: z.string(), created_at: z.string() });

/** The rules in force and the versions there were. */
export async function describeSelfReportedRules(records: RecordsQueries, workspaceId: number): Promise<SelfReportedRulesDocument> {
  const rows = await records.query(versionRow, sql`
    SELECT version, rules, note, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
    FROM self_reported_rule_versions WHERE ${of(workspaceId)} ORDER BY version DESC LIMIT ${param('Int32', MOST_VERSIONS)}`);
  const versions = rows.map((row) => ({ rules: [...parseSelfReportedRules(row.rules, String(workspaceId))], version: row.version, note: row.note, createdAt: row.created_at }));
  const builtIn = [...SELF_REPORTED_SYNONYMS];
  return { version: versions[0]?.version ?? 0, rules: versions[0]?.rules ?? builtIn, builtIn, versions };
}

/** @throws AppError invalid_input where a rule names a channel that there is not */
async function checkChannels(records: RecordsQueries, workspaceId: number, rules: readonly SelfReportedRule[]): Promise<void> {
  const names = [...(await readChannelRules(records, workspaceId)).channels.map((channel) => channel.name), SAID_UNKNOWN];
  const unknown = rules.flatMap((rule) => [rule.channel, ...rule.alike]).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new AppError('invalid_input', { where: 'rules', reason: `there is no channel "${unknown}"`, remedy: `${didYouMean(unknown, names)}Valid: ${names.join(', ')}.`, nearest: nearest(unknown, names), valid: names });
}

/**
 * Saves rules as the workspace's next version. Read models are built anew by them with the next question for figures.
 * @param basedOn the version that these were made from
 * @throws AppError invalid_input, changed_meanwhile
 */
export async function changeSelfReportedRules(records: RecordsStore, workspaceId: number, { basedOn, note, rules }: { readonly rules: readonly SelfReportedRule[]; readonly basedOn: number; readonly note: string }): Promise<SelfReportedRulesDocument> {
  await checkChannels(records, workspaceId, rules);
  await records.transaction(async (tx) => {
    // Two savers at once would take the same number: the second waits for the first.
    await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspaceId)} FOR UPDATE`);
    const [row] = await tx.query(z.object({ latest: z.number().int().nullable() }), sql`SELECT max(version) AS latest FROM self_reported_rule_versions WHERE ${of(workspaceId)}`);
    const latest = row?.latest ?? 0;
    if (basedOn !== latest) throw new AppError('changed_meanwhile', { what: 'The list of what people say', version: latest });
    await tx.execute(sql`
      INSERT INTO self_reported_rule_versions (workspace_id, version, rules, note)
      VALUES (${param('Int32', workspaceId)}, ${param('Int32', latest + 1)}, ${jsonb(rules)}, ${param('String', note)})`);
  });
  return describeSelfReportedRules(records, workspaceId);
}
