// Keeps a workspace's persona rules: every version that was ever saved, the latest in force. What they make of people is
// the read models' matter (analytics/read-models/persona-of.ts).
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../database/sql.js';
import { NO_PERSONA_RULES, personaRuleSet, type PersonaRulesDocument, type PersonaRuleSet } from '../shared/api/persona-rules.js';
import { AppError } from '../shared/errors.js';

const MOST_VERSIONS = 50;
const of = (workspaceId: number): Sql => sql`workspace_id = ${param('Int32', workspaceId)}`;

/** What was saved once, read again; a version of an older schema must not silently become another. @throws AppError config_invalid */
export function parsePersonaRules(stored: unknown, workspace: string): PersonaRuleSet {
  if (stored === null || stored === undefined) return NO_PERSONA_RULES;
  const parsed = personaRuleSet.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError('config_invalid', { variable: `The persona rules of workspace ${workspace}`, reason: 'what is stored does not fit this version', remedy: 'Remove the latest version from the table persona_rule_versions, or save one that fits.' });
}

const versionRow = z.object({ version: z.number().int(), rules: z.unknown(), note: z.string(), created_at: z.string() });

/** The rules in force and the versions there were. */
export async function describePersonaRules(records: RecordsQueries, workspaceId: number): Promise<PersonaRulesDocument> {
  const rows = await records.query(versionRow, sql`
    SELECT version, rules, note, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
    FROM persona_rule_versions WHERE ${of(workspaceId)} ORDER BY version DESC LIMIT ${param('Int32', MOST_VERSIONS)}`);
  const versions = rows.map((row) => ({ ...parsePersonaRules(row.rules, String(workspaceId)), version: row.version, note: row.note, createdAt: row.created_at }));
  const { rules, others } = versions[0] ?? NO_PERSONA_RULES;
  return { version: versions[0]?.version ?? 0, rules, others, versions };
}

/**
 * Saves rules as the workspace's next version. Read models are built anew by them with the next question for figures.
 * @param basedOn the version that these were made from
 * @throws AppError changed_meanwhile
 */
export async function changePersonaRules(records: RecordsStore, workspaceId: number, { basedOn, note, rules, others }: PersonaRuleSet & { readonly basedOn: number; readonly note: string }): Promise<PersonaRulesDocument> {
  await records.transaction(async (tx) => {
    // Two savers at once would take the same number: the second waits for the first.
    await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspaceId)} FOR UPDATE`);
    const [row] = await tx.query(z.object({ latest: z.number().int().nullable() }), sql`SELECT max(version) AS latest FROM persona_rule_versions WHERE ${of(workspaceId)}`);
    const latest = row?.latest ?? 0;
    if (basedOn !== latest) throw new AppError('changed_meanwhile', { what: 'The list of persona rules', version: latest });
    await tx.execute(sql`
      INSERT INTO persona_rule_versions (workspace_id, version, rules, note)
      VALUES (${param('Int32', workspaceId)}, ${param('Int32', latest + 1)}, ${jsonb({ rules, others })}, ${param('String', note)})`);
  });
  return describePersonaRules(records, workspaceId);
}
