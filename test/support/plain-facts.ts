// Puts facts straight into the tables of facts, past imports and identity, and asks for figures of them: for tests
// that are about figures alone.
import type { Analytics } from '../../src/analytics/analytics.js';
import { loadRegistries, type Registries } from '../../src/analytics/catalogue.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { createCreditSource } from '../../src/attribution/create-credit-source.js';
import { openTestStores, type TestStores } from '../../src/database/test-stores.js';
import { param, sql } from '../../src/database/sql.js';
import { explainQuery, figuresQuery, type ExplainDocument, type Figure, type FigureRow, type FiguresDocument } from '../../src/shared/api/figures.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/api/settings.js';
import type { Workspace } from '../../src/shared/workspace.js';

export type PlainRow = Readonly<Record<string, unknown>>;
export type Asked = Partial<Parameters<typeof figuresQuery.parse>[0] & object> & Record<string, unknown>;

/** A workspace with facts of its own, and its figures as of an instant. */
export interface PlainWorkspace {
  readonly workspace: Workspace;
  readonly analytics: Analytics;
  /** Rows of one table; what they don't name is the table's default. Each gets an event id unless it names one. */
  add(table: string, rows: readonly PlainRow[]): Promise<void>;
  figures(query: Asked): Promise<FiguresDocument>;
  /** The one figure of a KPI over a range, without split. */
  figure(kpi: string, from: string, to: string, more?: Asked): Promise<FigureRow>;
  /** Values of a KPI over a range, step by step. */
  series(kpi: string, from: string, to: string, every: string): Promise<Figure[]>;
  explain(query: Asked): Promise<ExplainDocument>;
}

export interface PlainStores {
  readonly stores: TestStores;
  readonly registries: Registries;
  /** @param now ISO instant of the reading */
  workspace(settings: Partial<Settings>, now: string): Promise<PlainWorkspace>;
  close(): Promise<void>;
}

/** `2026-03-05`, `2026-03-05T10:00Z` or ISO with milliseconds, as the engine takes it. */
export const at = (when: string): string => new Date(when).toISOString().replace('T', ' ').replace('Z', '');

/** `at` and `date_only` of a moment. */
export const moment = (when: string): PlainRow => ({ at: at(when), date_only: when.length === 10 });

const RECEIVED = '2026-07-01 00:00:00.000';
const VERSIONED = new Set(['deals', 'subscriptions', 'costs']);

async function openWorkspace({ facts, records }: TestStores, registries: Registries, id: number, changed: Partial<Settings>, now: string): Promise<PlainWorkspace> {
  const workspace: Workspace = { id, name: `workspace ${String(id)}`, settings: { ...DEFAULT_SETTINGS, ...changed } };
  await records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', workspace.name)})`);
  await records.execute(sql`INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (${param('UInt32', id)}, 1)`);
  const analytics = await createAnalytics({ facts, records, registries, credits: await createCreditSource(), now: () => now });
  let events = 0;
  const asked = (query: Asked): Promise<FiguresDocument> => analytics.figures(workspace, figuresQuery.parse(query));
  return {
    workspace, analytics, figures: asked,
    async add(table, rows) {
      const complete = rows.map((row) => ({
        workspace_id: id, event_id: `${table} ${String((events += 1))}`, received_at: RECEIVED, source_id: 'test', import_id: 1,
        ...(VERSIONED.has(table) && { changed_at: RECEIVED }), ...row,
      }));
      const columns = [...new Set(complete.flatMap((row) => Object.keys(row)))];
      // What a row doesn't name is null, which the engine takes as the column's default.
      await facts.insert(table, columns, complete.map((row: PlainRow) => columns.map((c) => row[c] ?? null)));
      await records.execute(sql`UPDATE read_model_state SET facts_revision = facts_revision + 1 WHERE workspace_id = ${param('UInt32', id)}`);
    },
    async figure(kpi, from, to, more = {}) {
      const { rows } = await asked({ ...more, kpis: [kpi], from, to });
      const [row] = rows;
      if (row === undefined || rows.length > 1) throw new Error(`${kpi} gave ${String(rows.length)} rows`);
      return row;
    },
    async series(kpi, from, to, every) {
      return (await asked({ kpis: [kpi], from, to, every })).rows.map((row) => row.value);
    },
    explain: (query) => analytics.explain(workspace, explainQuery.parse(query)),
  };
}

/** Empty stores that hold any number of workspaces. */
export async function openPlainStores(): Promise<PlainStores> {
  const [stores, registries] = await Promise.all([openTestStores(), loadRegistries()]);
  let opened = 0;
  return {
    registries, stores,
    workspace: (settings, now) => openWorkspace(stores, registries, (opened += 1), settings, now),
    close: () => stores.close(),
  };
}
