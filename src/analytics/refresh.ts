// Rebuilds a workspace's read models from its facts and puts them in place, each atomically. Runs when facts, identities
// or settings have moved on since the last build; a process that dies in between finds the models stale and builds again.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, param, sql } from '../database/sql.js';
import type { Workspace } from '../shared/workspace.js';
import { currencyDigits } from '../shared/currency.js';
import type { BuildContext } from './read-models/build-context.js';
import { BUILD_ORDER, BUILT_TABLES } from './read-models/build-order.js';

/** Until the first import brings a currency, money is shown in this one. */
export const FALLBACK_CURRENCY = 'EUR';
export const reportingCurrency = (workspace: Workspace): string => workspace.settings.currency || FALLBACK_CURRENCY;

const anyRow = z.object({ filled: z.coerce.boolean() });
const stateRow = z.object({ facts_revision: z.bigint(), built_revision: z.bigint() });

export function buildContext(workspace: Workspace, options: { target: number; knownAt?: string | undefined }): BuildContext {
  const { settings } = workspace;
  const currency = reportingCurrency(workspace);
  return {
    source: workspace.id, target: options.target, timeZone: settings.timeZone, currency, digits: currencyDigits(currency),
    stages: settings.stages, nonMarketingGroups: settings.nonMarketingGroups, trafficSource: settings.trafficSource, knownAt: options.knownAt,
  };
}

/** Builds all read models of one target beside those in use, then exchanges them. */
export async function buildReadModels(facts: FactsStore, build: BuildContext, timings?: Map<string, number>): Promise<void> {
  const partition = param('UInt32', build.target);
  for (const table of BUILT_TABLES) {
    await facts.execute(sql`CREATE TABLE IF NOT EXISTS ${identifier(`${table}_next`)} AS ${identifier(table)}`);
    await facts.execute(sql`ALTER TABLE ${identifier(`${table}_next`)} DROP PARTITION ${partition}`);
  }
  for (const { table, statements } of BUILD_ORDER) {
    const started = performance.now();
    for (const statement of statements(build)) await facts.execute(statement);
    timings?.set(table, (timings.get(table) ?? 0) + performance.now() - started);
  }
  for (const table of BUILT_TABLES) {
    const next = identifier(`${table}_next`);
    const [found] = await facts.query(anyRow, sql`SELECT count() > 0 AS filled FROM ${next} WHERE workspace_id = ${partition}`);
    await facts.execute(found?.filled === true
      ? sql`ALTER TABLE ${identifier(table)} REPLACE PARTITION ${partition} FROM ${next}`
      : sql`ALTER TABLE ${identifier(table)} DROP PARTITION ${partition}`);
    await facts.execute(sql`ALTER TABLE ${next} DROP PARTITION ${partition}`);
  }
}

/** Forgets the read models of a target. */
export async function dropReadModels(facts: FactsStore, target: number): Promise<void> {
  for (const table of BUILT_TABLES) await facts.execute(sql`ALTER TABLE ${identifier(table)} DROP PARTITION ${param('UInt32', target)}`);
}

/** Keeps one workspace's read models up to date; calls at the same time share one run. */
export function createRefresher(facts: FactsStore, records: RecordsStore): { refresh(workspace: Workspace): Promise<void>; revision(workspace: Workspace): Promise<string> } {
  const running = new Map<number, Promise<void>>();

  const state = async (workspace: Workspace): Promise<z.infer<typeof stateRow>> => {
    const [row] = await records.query(stateRow, sql`SELECT facts_revision, built_revision FROM read_model_state WHERE workspace_id = ${param('Int32', workspace.id)}`);
    return row ?? { facts_revision: 0n, built_revision: -1n };
  };

  const run = async (workspace: Workspace): Promise<void> => {
    const { facts_revision: revision, built_revision: builtAt } = await state(workspace);
    if (revision === builtAt) return;
    await buildReadModels(facts, buildContext(workspace, { target: workspace.id }));
    await records.execute(sql`
      INSERT INTO read_model_state (workspace_id, facts_revision, built_revision, built_at) VALUES (${param('Int32', workspace.id)}, ${param('Int64', revision)}, ${param('Int64', revision)}, now())
      ON CONFLICT (workspace_id) DO UPDATE SET built_revision = EXCLUDED.built_revision, built_at = now()`);
  };

  return {
    async refresh(workspace) {
      const before = running.get(workspace.id);
      // A run that began before this call may have missed what the caller just wrote: wait, then look again.
      if (before !== undefined) await before.catch(() => undefined);
      const again = running.get(workspace.id);
      if (again !== undefined) return again;
      const mine = run(workspace).finally(() => running.delete(workspace.id));
      running.set(workspace.id, mine);
      return mine;
    },
    async revision(workspace) {
      const now = await state(workspace);
      return `${now.facts_revision}`;
    },
  };
}
