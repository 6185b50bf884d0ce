// Workspaces and their settings, kept in the records store. What a setting may be is parse-settings' matter.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { DEFAULT_SETTINGS, isTimeZone, settings, type SettingKey, type Settings } from '../shared/api/settings.js';
import type { Workspace } from '../shared/workspace.js';
import { parsePersonaRules } from './persona-rules.js';
import { parseSelfReportedRules } from './self-reported-rules.js';
import { SETTING_KEYS, TIME_ZONES, parseSettings, type SettingsPatch } from './parse-settings.js';

export const DEFAULT_WORKSPACE = 'default';

export interface Workspaces {
  /** The workspace of that name with its settings as they are now; `default` is made when it is first opened. @throws AppError not_found */
  open(name?: string): Promise<Workspace>;
  /** @throws AppError not_found */
  byId(id: number): Promise<Workspace>;
  /** The settings as they are now. */
  get(workspace: Workspace): Promise<Settings>;
  /**
   * Changes settings, all or none, and answers the workspace as it is from then on. Read models know what
   * they were built with: the next question for figures rebuilds those that rest on what has changed.
   * @param patch by key: text as the command line gives it, or a value of the setting's own kind
   * @throws AppError unknown_setting, unknown_time_zone, unknown_currency, unknown_model, unknown_kpi (a range of one that there is not), invalid_input
   */
  set(workspace: Workspace, patch: Readonly<Record<string, unknown>>): Promise<Workspace>;
}

const storedRow = z.object({ id: z.number().int(), name: z.string(), key: z.string().nullable(), value: z.unknown(), persona_rules: z.unknown(), said_rules: z.unknown(), said_version: z.number().int() });

async function find(records: RecordsQueries, condition: Sql, asked: string): Promise<Workspace> {
  const rows = await records.query(storedRow, sql`
    SELECT w.id, w.name, s.key, s.value, (SELECT p.rules FROM persona_rule_versions p WHERE p.workspace_id = w.id ORDER BY p.version DESC LIMIT 1) AS persona_rules,
      (SELECT r.rules FROM self_reported_rule_versions r WHERE r.workspace_id = w.id ORDER BY r.version DESC LIMIT 1) AS said_rules, (SELECT coalesce(max(r.version), 0) FROM self_reported_rule_versions r WHERE r.workspace_id = w.id) AS said_version
    FROM workspaces w LEFT JOIN settings s ON s.workspace_id = w.id
    WHERE ${condition} ORDER BY s.key`);
  const first = rows[0];
  if (first === undefined) throw new AppError('not_found', { what: 'workspace', id: asked });
  // A key that a newer version stored and this one doesn't know is left alone.
  const stored = rows.flatMap(({ key, value }) => (key !== null && SETTING_KEYS.some((k) => k === key) ? [[key, value] as const] : []));
  const parsed = settings.safeParse({ ...DEFAULT_SETTINGS, ...Object.fromEntries(stored) });
  if (!parsed.success) {
    const broken = String(parsed.error.issues[0]?.path[0] ?? 'a setting');
    throw new AppError('config_invalid', { variable: `The setting ${broken} of workspace ${first.name}`, reason: 'what is stored does not fit this version', remedy: `Set it anew in the table settings, key ${broken}.` });
  }
  return {
    id: first.id, name: first.name, settings: parsed.data, personaRules: parsePersonaRules(first.persona_rules, first.name),
    selfReported: { version: first.said_version, rules: parseSelfReportedRules(first.said_rules, first.name) },
  };
}

const ofId = (records: RecordsQueries, id: number): Promise<Workspace> => find(records, sql`w.id = ${param('Int32', id)}`, String(id));

/** Keys whose value is another than before. */
const changedKeys = (before: Settings, patch: SettingsPatch): SettingKey[] =>
  SETTING_KEYS.filter((key) => patch[key] !== undefined && JSON.stringify(patch[key]) !== JSON.stringify(before[key]));

const zoneRow = z.object({ time_zone: z.string() });

/** Zones that both JavaScript and the facts store know: the newest of one may be unknown to the other. */
async function sharedTimeZones(facts: FactsStore): Promise<string[]> {
  const rows = await facts.query(zoneRow, sql`SELECT time_zone FROM system.time_zones ORDER BY time_zone`);
  return rows.map((row) => row.time_zone).filter(isTimeZone);
}

/** What settings may name that other rooms know. */
interface Known {
  readonly models?: readonly string[];
  checkKpi?(workspace: Workspace, id: string): Promise<void>;
}

/**
 * @param facts narrows time zones to those that the facts store can reckon in, and widens them by its aliases
 * @param known what this room does not know itself: attribution models that KPIs can be credited by (any name where they are
 * left out), and a check that throws for a KPI that the workspace does not have
 */
export function createWorkspaces(records: RecordsStore, facts?: FactsStore, known: Known = {}): Workspaces {
  let zones: readonly string[] | undefined;
  return {
    async open(name = DEFAULT_WORKSPACE) {
      const named = sql`w.name = ${param('String', name)}`;
      try {
        return await find(records, named, name);
      } catch (error) {
        if (name !== DEFAULT_WORKSPACE || !(error instanceof AppError) || error.code !== 'not_found') throw error;
      }
      await records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', name)}) ON CONFLICT (name) DO NOTHING`);
      return find(records, named, name);
    },
    byId: (id) => ofId(records, id),
    get: async (workspace) => (await ofId(records, workspace.id)).settings,
    async set(workspace, raw) {
      zones ??= facts === undefined ? TIME_ZONES : await sharedTimeZones(facts);
      const choices = zones;
      return records.transaction(async (tx) => {
        // Held until the end, so that of two changes at once the second is checked against the first.
        await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
        const before = (await ofId(tx, workspace.id)).settings;
        const patch = parseSettings(raw, before, { zones: choices, models: known.models });
        const compared = Object.keys(patch.benchmarks ?? {}).filter((id) => !Object.hasOwn(before.benchmarks, id));
        for (const id of compared) await known.checkKpi?.(workspace, id);
        for (const key of changedKeys(before, patch)) {
          await tx.execute(sql`
            INSERT INTO settings (workspace_id, key, value)
            VALUES (${param('Int32', workspace.id)}, ${param('String', key)}, ${jsonb(patch[key])})
            ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value, changed_at = now()`);
        }
        return ofId(tx, workspace.id);
      });
    },
  };
}
