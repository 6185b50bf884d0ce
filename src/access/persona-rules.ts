// Keeps a workspace's persona rules: every version that was ever saved, the latest in force. What they make of people is
// the read models' matter (analytics/read-models/persona-of.ts).
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { NO_PERSONA_RULES, personaRuleSet, type PersonaRulesDocument, type PersonaRuleSet } from '../shared/api/persona-rules.js';
import { AppError } from '../shared/errors.js';
import { listVersions, saveVersion } from './rule-versions.js';

/** What was saved once, read again; a version of an older schema must not silently become another. @throws AppError config_invalid */
export function parsePersonaRules(stored: unknown, workspace: string): PersonaRuleSet {
  if (stored === null || stored === undefined) return NO_PERSONA_RULES;
  const parsed = personaRuleSet.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError('config_invalid', { variable: `The persona rules of workspace ${workspace}`, reason: 'what is stored does not fit this version', remedy: 'Remove the latest version from the table persona_rule_versions, or save one that fits.' });
}

/** The rules in force and the versions there were. */
export async function describePersonaRules(records: RecordsQueries, workspaceId: number): Promise<PersonaRulesDocument> {
  const versions = (await listVersions(records, 'persona_rule_versions', workspaceId)).map(({ rules: stored, ...version }) => ({ ...parsePersonaRules(stored, String(workspaceId)), ...version }));
  const { rules, others } = versions[0] ?? NO_PERSONA_RULES;
  return { version: versions[0]?.version ?? 0, rules, others, versions };
}

/**
 * Saves rules as the workspace's next version. Read models are built anew by them with the next question for figures.
 * @param basedOn the version that these were made from
 * @throws AppError changed_meanwhile
 */
export async function changePersonaRules(records: RecordsStore, workspaceId: number, { basedOn, note, rules, others }: PersonaRuleSet & { readonly basedOn: number; readonly note: string }): Promise<PersonaRulesDocument> {
  await saveVersion(records, 'persona_rule_versions', workspaceId, { rules: { rules, others }, basedOn, note, what: 'The list of persona rules' });
  return describePersonaRules(records, workspaceId);
}
