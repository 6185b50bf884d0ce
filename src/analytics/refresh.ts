// Rebuilds a workspace's read models from its facts and puts them in place, each atomically. Runs when facts or identities
// have moved on since the last build, or when the statements are others: by settings, or by a new version of the program.
// A process that dies in between finds the models stale and builds again.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UNDERSTOOD_SOONER, type FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, joinSql, param, sql, toReadable } from '../database/sql.js';
import { NO_PERSONA_RULES } from '../shared/api/persona-rules.js';
import { SELF_REPORTED_SYNONYMS } from '../shared/self-reported-synonyms.js';
import type { Workspace } from '../shared/workspace.js';
import { currencyDigits } from '../shared/currency.js';
import { ROW_FACTS, type BuildContext } from './read-models/build-context.js';
import { BUILD_ORDER, BUILT_TABLES } from './read-models/build-order.js';

/** Until the first import brings a currency, money is shown in this one. */
export const FALLBACK_CURRENCY = 'EUR';
export const reportingCurrency = (workspace: Workspace): string => workspace.settings.currency || FALLBACK_CURRENCY;

const nameRow = z.object({ name: z.string() });
const shapeRow = z.object({ name: z.string(), shape: z.string() });
const stateRow = z.object({ facts_revision: z.bigint(), built_revision: z.bigint(), built_from: z.string() });

export function buildContext(workspace: Workspace, options: { target: number; knownAt?: string | undefined }): BuildContext {
  const { settings } = workspace;
  const currency = reportingCurrency(workspace);
  return {
    source: workspace.id, target: options.target, timeZone: settings.timeZone, currency, digits: currencyDigits(currency),
    stages: settings.stages, nonMarketingGroups: settings.nonMarketingGroups, trafficSource: settings.trafficSource, personaRules: workspace.personaRules ?? NO_PERSONA_RULES, selfReported: workspace.selfReported?.rules ?? SELF_REPORTED_SYNONYMS, knownAt: options.knownAt,
  };
}

/** A digest of all statements that build the read models, with their settings in place. */
function definitionOf(build: BuildContext): string {
  const digest = createHash('sha256');
  for (const { statements } of BUILD_ORDER) for (const statement of statements(build)) digest.update(toReadable(statement)).update('\n');
  return digest.digest('base64');
}

const nextOf = (table: string): string => `${table}_next`;

/** Columns, keys and engine of each table that is there, read models and those beside them. */
async function shapes(facts: FactsStore): Promise<Map<string, string>> {
  const names = param('Array(String)', BUILT_TABLES.flatMap((table) => [table, nextOf(table)]));
  const rows = await facts.query(shapeRow, sql`
    SELECT t.name AS name, concat(any(t.engine_full), '\n', arrayStringConcat(arraySort(groupArray(concat(c.name, ' ', c.type))), '\n')) AS shape
    FROM system.tables AS t INNER JOIN system.columns AS c ON c.database = t.database AND c.table = t.name
    WHERE t.database = currentDatabase() AND t.name IN (${names}) GROUP BY t.name`);
  return new Map(rows.map((row) => [row.name, row.shape]));
}

/** Empty tables beside those in use, of the same shape: one that a migration has left behind is made anew. */
async function prepareNext(facts: FactsStore, target: number): Promise<void> {
  const found = await shapes(facts);
  for (const table of BUILT_TABLES) {
    const next = identifier(nextOf(table));
    const isThere = found.get(nextOf(table));
    const fits = isThere !== undefined && isThere === found.get(table);
    if (isThere !== undefined && !fits) await facts.execute(sql`DROP TABLE ${next} SYNC`);
    await facts.execute(fits ? sql`ALTER TABLE ${next} DROP PARTITION ${param('UInt32', target)}` : sql`CREATE TABLE IF NOT EXISTS ${next} AS ${identifier(table)}`);
  }
}

/** Which of the tables have a row of the workspace. */
async function withRows(facts: FactsStore, tables: readonly string[], workspaceId: number): Promise<string[]> {
  const found = await facts.query(nameRow, joinSql(tables.map((table) => sql`SELECT ${param('String', table)} AS name FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspaceId)} LIMIT 1`), sql` UNION ALL `));
  return found.map(({ name }) => name);
}

/** Builds all read models of one target beside those in use, then exchanges them. */
export async function buildReadModels(facts: FactsStore, build: BuildContext, timings?: Map<string, number>): Promise<void> {
  const partition = param('UInt32', build.target);
  await prepareNext(facts, build.target);
  const filled = new Set(await withRows(facts, ROW_FACTS, build.source));
  for (const { table, rowsFrom, statements } of BUILD_ORDER) {
    if (!rowsFrom.some((from) => filled.has(from))) continue;
    const started = performance.now();
    for (const statement of statements(build)) await facts.execute(sql`${statement} ${UNDERSTOOD_SOONER}`);
    for (const one of await withRows(facts, [nextOf(table)], build.target)) filled.add(one);
    timings?.set(table, (timings.get(table) ?? 0) + performance.now() - started);
  }
  for (const table of BUILT_TABLES) {
    const next = identifier(nextOf(table));
    await facts.execute(filled.has(nextOf(table))
      ? sql`ALTER TABLE ${identifier(table)} REPLACE PARTITION ${partition} FROM ${next}`
      : sql`ALTER TABLE ${identifier(table)} DROP PARTITION ${partition}`);
    await facts.execute(sql`ALTER TABLE ${next} DROP PARTITION ${partition}`);
  }
}

/** Forgets the read models of a target. */
export async function dropReadModels(facts: FactsStore, target: number): Promise<void> {
  for (const table of BUILT_TABLES) await facts.execute(sql`ALTER TABLE ${identifier(table)} DROP PARTITION ${param('UInt32', target)}`);
}

/**
 * Keeps one workspace's read models up to date; calls at the same time share one run. `revision` is that of the facts, `built` names
 * the state that the read models in place are of.
 */
export function createRefresher(facts: FactsStore, records: RecordsStore): { refresh(workspace: Workspace): Promise<void>; revision(workspace: Workspace): Promise<string>; built(workspace: Workspace): Promise<string> } {
  const running = new Map<number, { readonly definition: string; readonly run: Promise<void> }>();

  const state = async (workspace: Workspace): Promise<z.infer<typeof stateRow>> => {
    const [row] = await records.query(stateRow, sql`
      SELECT facts_revision, built_revision, built_from FROM read_model_state WHERE workspace_id = ${param('Int32', workspace.id)}`);
    return row ?? { facts_revision: 0n, built_revision: 0n, built_from: '' };
  };

  // By workspace: the statements are many, and the same until a setting changes.
  const definitions = new Map<number, { readonly settings: string; readonly definition: string }>();
  const definitionFor = (workspace: Workspace, build: BuildContext): string => {
    const settings = JSON.stringify(build);
    const known = definitions.get(workspace.id);
    if (known?.settings === settings) return known.definition;
    const definition = definitionOf(build);
    definitions.set(workspace.id, { settings, definition });
    return definition;
  };

  const run = async (workspace: Workspace, build: BuildContext, definition: string): Promise<void> => {
    const { facts_revision: revision, built_revision: builtAt, built_from: builtFrom } = await state(workspace);
    // The workspace was read before the revision: its settings may be older than that, and the definition says for itself whether the build has them.
    if (revision === builtAt && definition === builtFrom) return;
    await buildReadModels(facts, build);
    await records.execute(sql`
      INSERT INTO read_model_state (workspace_id, facts_revision, built_revision, built_from, built_at)
      VALUES (${param('Int32', workspace.id)}, ${param('Int64', revision)}, ${param('Int64', revision)}, ${param('String', definition)}, now())
      ON CONFLICT (workspace_id) DO UPDATE SET built_revision = EXCLUDED.built_revision, built_from = EXCLUDED.built_from, built_at = now()`);
  };

  return {
    async refresh(workspace) {
      const build = buildContext(workspace, { target: workspace.id });
      const definition = definitionFor(workspace, build);
      // A run that began before this call may have missed what the caller just wrote, one by another definition is none for this caller: wait, then look again.
      for (let [found, isLater] = [running.get(workspace.id), false]; found !== undefined; [found, isLater] = [running.get(workspace.id), true]) {
        if (isLater && found.definition === definition) return found.run;
        await found.run.catch(() => undefined);
      }
      const mine = run(workspace, build, definition).finally(() => running.delete(workspace.id));
      running.set(workspace.id, { definition, run: mine });
      return mine;
    },
    revision: async (workspace) => String((await state(workspace)).facts_revision),
    built: async (workspace) => {
      const { built_revision: revision, built_from: from } = await state(workspace);
      return `${revision} ${from}`;
    },
  };
}
