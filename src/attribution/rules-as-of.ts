// Channels of touches and costs as a version of the channel rules has them, whatever was in force when they arrived. The
// rules look at few things, so that each different origin is classified once and kept in the facts store; journeys join it.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { ChannelRules } from '../identity/channel-rules/channel-rules.js';
import { classify } from '../identity/channel-rules/classify.js';
import { DEFAULT_CHANNEL_RULES } from '../identity/channel-rules/default-rules.js';
import { listChannelRuleVersions, readChannelRules, readChannelRulesVersion } from '../identity/channel-rules/rule-versions.js';
import type { AttributionQuery } from '../shared/api/attribution.js';
import type { Settings } from '../shared/api/settings.js';
import { mine, type Question } from './question.js';

/** What rules look at, and what they said when the touch arrived. */
const SEEN = ['channel_group', 'channel', 'direction', 'source', 'medium', 'campaign'] as const;
/** What other rules say anew. */
const SAID = ['channel_group', 'channel', 'direction'] as const;

const seen = joinSql(SEEN.map((c) => sql`toString(${identifier(c)})`));
/** A hash of what rules look at, of rows that have the columns of an origin. */
const CAME = sql`cityHash64(${seen})`;

const originRow = z.object({ channel_group: z.string(), channel: z.string(), direction: z.string(), source: z.string(), medium: z.string(), campaign: z.string(), came: z.string() });
type Arrived = z.infer<typeof originRow>;

/** The rules that a question asks for; undefined: each touch by those in force when it arrived. @throws AppError not_found */
export function rulesFor(records: RecordsStore, workspaceId: number, asked: AttributionQuery['rules']): Promise<ChannelRules | undefined> {
  if (asked === 'first') return Promise.resolve(undefined);
  return asked === 'latest' ? readChannelRules(records, workspaceId) : readChannelRulesVersion(records, workspaceId, asked);
}

/**
 * An origin under other rules. Whether its channel was made by rules or named by the source itself isn't recorded: a channel
 * that no version of the rules would have given it was named (or rests on a click id or referrer), and stays.
 */
function classifyAnew({ channel_group: group, channel, direction, source, medium, campaign }: Arrived, rules: ChannelRules, known: readonly ChannelRules[]): readonly string[] {
  if (channel === '') return [group, channel, direction];
  const origin = { source, medium, campaign };
  const made = known.some((one) => classify(origin, one, 'visit').channel === channel);
  const now = classify(made ? origin : { ...origin, channel }, rules, 'visit');
  return [now.channelGroup, now.channel, now.direction];
}

/** Every version that can still be read. */
async function readVersions(records: RecordsStore, workspaceId: number): Promise<ChannelRules[]> {
  const versions = await listChannelRuleVersions(records, workspaceId);
  const read = await Promise.allSettled(versions.map((v) => readChannelRulesVersion(records, workspaceId, v.version)));
  return [DEFAULT_CHANNEL_RULES, ...read.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []))];
}

/** Where origins lie that a question can meet: of touches, of costs, and of what costs are allocated by. */
const BESIDE_TOUCHES = { none: ['cost_days'], leads: ['cost_days', 'funnel'], visits: ['cost_days', 'visits', 'traffic_days'] } as const satisfies Record<Settings['costAllocation'], readonly string[]>;

const from = (q: Question, table: string): Sql => sql`SELECT DISTINCT ${joinSql(SEEN.map((c) => sql`toString(${identifier(c)}) AS ${identifier(c)}`))} FROM ${identifier(table)} WHERE ${mine(q)}`;

/** Classifies what a question can meet and no question has met before, so that `underRules` finds it. */
export async function classifyOrigins(facts: FactsStore, records: RecordsStore, q: Question): Promise<void> {
  const { rules } = q;
  if (rules === undefined) return;
  const met = sql`SELECT came FROM origin_channels WHERE ${mine(q)} AND rules_version = ${param('UInt32', rules.version)}`;
  const fresh = await facts.query(originRow, sql`
    SELECT *, toString(${CAME}) AS came FROM (${joinSql(['touch_origins', ...BESIDE_TOUCHES[q.workspace.settings.costAllocation]].map((table) => from(q, table)), sql` UNION DISTINCT `)}) WHERE ${CAME} NOT IN (${met})`, { timeout: 300 });
  if (fresh.length === 0) return;
  const known = await readVersions(records, q.workspace.id);
  await facts.insert('origin_channels', ['workspace_id', 'rules_version', 'came', ...SAID], fresh.map((one) => [q.build.target, rules.version, one.came, ...classifyAnew(one, rules, known)]));
}

/** Rows that have an origin's columns with channel, group and direction as the question's rules have them. */
export function underRules(q: Question, rows: Sql): Sql {
  if (q.rules === undefined) return rows;
  return sql`
  SELECT r.* EXCEPT (${joinSql(SAID.map((c) => identifier(c)))}), ${joinSql(SAID.map((c) => sql`assumeNotNull(if(m.found = 1, toString(m.${identifier(`said_${c}`)}), toString(r.${identifier(c)}))) AS ${identifier(c)}`))}
  FROM (SELECT *, ${CAME} AS came FROM (${rows})) AS r
  ANY LEFT JOIN (SELECT came AS met, 1 AS found, ${joinSql(SAID.map((c) => sql`${identifier(c)} AS ${identifier(`said_${c}`)}`))} FROM origin_channels WHERE ${mine(q)} AND rules_version = ${param('UInt32', q.rules.version)}) AS m ON m.met = r.came`;
}
