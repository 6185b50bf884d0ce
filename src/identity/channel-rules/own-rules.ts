// A workspace's own rules apart from those that came with the program: shown as such, and changed as a new version.
import { isDeepStrictEqual } from 'node:util';
import type { RecordsStore } from '../../database/records-store.js';
import type { ChannelRule, ChannelRulesDocument } from '../../shared/api/channel-rules.js';
import type { ChannelRules } from './channel-rules.js';
import { checkChannels } from './check-channels.js';
import { DEFAULT_CHANNEL_RULES } from './default-rules.js';
import { listChannelRuleVersions, readChannelRules, saveChannelRules } from './rule-versions.js';

/** Own rules stand first: from the end each rule of the program's is met once, what is left over is one's own. */
function partition({ rules }: ChannelRules): { own: ChannelRule[]; others: ChannelRule[] } {
  const left: ChannelRule[] = [...DEFAULT_CHANNEL_RULES.rules];
  const [own, others]: [ChannelRule[], ChannelRule[]] = [[], []];
  for (const rule of rules.toReversed()) {
    const at = left.findIndex((one) => isDeepStrictEqual(one, rule));
    if (at >= 0) left.splice(at, 1);
    (at < 0 ? own : others).unshift(rule);
  }
  return { own, others };
}

/** The rules in force and the versions there were. */
export async function describeChannelRules(records: RecordsStore, workspaceId: number): Promise<ChannelRulesDocument> {
  const [rules, versions] = await Promise.all([readChannelRules(records, workspaceId), listChannelRuleVersions(records, workspaceId)]);
  return { version: rules.version, ...partition(rules), channels: rules.channels.map(({ name, group, direction }) => ({ name, group, direction })), versions };
}

/**
 * Puts these rules in the place of the workspace's own, as its next version: what is imported from then on follows it.
 * @param basedOn the version that was looked at
 * @throws AppError invalid_input, changed_meanwhile
 */
export async function changeOwnRules(records: RecordsStore, workspaceId: number, { basedOn, own, note }: { readonly basedOn: number; readonly own: readonly ChannelRule[]; readonly note: string }): Promise<ChannelRulesDocument> {
  const rules = await readChannelRules(records, workspaceId);
  checkChannels('own', own.map((rule) => rule.channel), rules.channels.map((channel) => channel.name));
  await saveChannelRules(records, workspaceId, { ...rules, rules: [...own, ...partition(rules).others] }, note, basedOn);
  return describeChannelRules(records, workspaceId);
}
