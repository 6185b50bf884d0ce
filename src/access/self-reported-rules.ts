// Keeps a workspace's rules for what people say brought them: every version that was ever saved, the latest in force. What
// they make of answers is the read models' matter (analytics/read-models/person-answers.ts).
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { checkChannels } from '../identity/channel-rules/check-channels.js';
import { readChannelRules } from '../identity/channel-rules/rule-versions.js';
import { SAID_UNKNOWN, selfReportedRuleSet, type SelfReportedRule, type SelfReportedRulesDocument } from '../shared/api/self-reported-rules.js';
import { AppError } from '../shared/errors.js';
import { SELF_REPORTED_SYNONYMS } from '../shared/self-reported-synonyms.js';
import { listVersions, saveVersion } from './rule-versions.js';

/** What was saved once, read again; a version of an older schema must not silently become another. @throws AppError config_invalid */
export function parseSelfReportedRules(stored: unknown, workspace: string): readonly SelfReportedRule[] {
  if (stored === null || stored === undefined) return SELF_REPORTED_SYNONYMS;
  const parsed = selfReportedRuleSet.shape.rules.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError('config_invalid', { variable: `The rules for what people say of workspace ${workspace}`, reason: 'what is stored does not fit this version', remedy: 'Remove the latest version from the table self_reported_rule_versions, or save one that fits.' });
}

/** The rules in force and the versions there were. */
export async function describeSelfReportedRules(records: RecordsQueries, workspaceId: number): Promise<SelfReportedRulesDocument> {
  const versions = (await listVersions(records, 'self_reported_rule_versions', workspaceId)).map((version) => ({ ...version, rules: [...parseSelfReportedRules(version.rules, String(workspaceId))] }));
  const builtIn = [...SELF_REPORTED_SYNONYMS];
  return { version: versions[0]?.version ?? 0, rules: versions[0]?.rules ?? builtIn, builtIn, versions };
}

/**
 * Saves rules as the workspace's next version. Read models are built anew by them with the next question for figures.
 * @param basedOn the version that these were made from
 * @throws AppError invalid_input, changed_meanwhile
 */
export async function changeSelfReportedRules(records: RecordsStore, workspaceId: number, { basedOn, note, rules }: { readonly rules: readonly SelfReportedRule[]; readonly basedOn: number; readonly note: string }): Promise<SelfReportedRulesDocument> {
  const { channels } = await readChannelRules(records, workspaceId);
  checkChannels('rules', rules.flatMap((rule) => [rule.channel, ...rule.alike]), [...channels.map((channel) => channel.name), SAID_UNKNOWN]);
  await saveVersion(records, 'self_reported_rule_versions', workspaceId, { rules, basedOn, note, what: 'The list of what people say' });
  return describeSelfReportedRules(records, workspaceId);
}
