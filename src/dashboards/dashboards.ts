// Dashboards of a workspace, in the records store: made empty, from a template or a file, changed from the state that was looked
// at, removed and brought back. Names differ by more than letter case.
import { z } from 'zod';
import type { Analytics } from '../analytics/analytics.js';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { param, sql, type Sql } from '../database/sql.js';
import {
  dashboardCard, MOST_NAME, type ChangeDashboardRequest, type CreateDashboardRequest, type Dashboard, type DashboardCard, type DashboardEntry, type DashboardExport, type ImportDashboardRequest,
} from '../shared/api/dashboards.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { checkCards } from './check-cards.js';
import { cardOfFile, parseDashboardFile, writeDashboardFile } from './dashboard-file.js';
import { cardsFromTemplate } from './from-template.js';

export interface Dashboards {
  /** By name. */
  list(workspace: Workspace): Promise<DashboardEntry[]>;
  /** @throws AppError not_found */
  get(workspace: Workspace, id: string): Promise<Dashboard>;
  /** @throws AppError invalid_input: the name is taken, a card doesn't fit, there are too many */
  create(workspace: Workspace, request: CreateDashboardRequest): Promise<Dashboard>;
  /** Names it anew or sets all its cards. @throws AppError not_found; changed_meanwhile when `version` is not the present one; invalid_input */
  change(workspace: Workspace, id: string, request: ChangeDashboardRequest): Promise<Dashboard>;
  /** Can be taken back with `restore`. @throws AppError not_found */
  remove(workspace: Workspace, id: string): Promise<void>;
  /** Brings a removed one back; one that is there stays as it is. @throws AppError not_found, invalid_input when its name is taken by now */
  restore(workspace: Workspace, id: string): Promise<Dashboard>;
  /** As a file. @throws AppError not_found */
  export(workspace: Workspace, id: string): Promise<DashboardExport>;
  /** A new one from a file; a name that is taken gets a number. @throws AppError invalid_input at the place in the file */
  import(workspace: Workspace, request: ImportDashboardRequest): Promise<Dashboard>;
}

/** Dashboards that a workspace keeps at most. */
const MOST_DASHBOARDS = 200;

const row = z.object({ id: z.bigint(), name: z.string(), cards: z.array(dashboardCard), version: z.number(), changed_at: z.string() })
  .transform(({ id, changed_at, ...rest }): Dashboard => ({ id: String(id), changedAt: changed_at, ...rest }));
const DASHBOARD = sql`id, name, cards, version, to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS changed_at`;
const entryRow = z.object({ id: z.bigint(), name: z.string(), cards: z.number(), version: z.number(), changed_at: z.string() })
  .transform(({ id, changed_at, ...rest }): DashboardEntry => ({ id: String(id), changedAt: changed_at, ...rest }));
const ENTRY = sql`id, name, jsonb_array_length(cards) AS cards, version, to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS changed_at`;
const nameRow = z.object({ id: z.bigint(), name: z.string() });

const idOf = (text: string): Sql => {
  if (!/^\d{1,18}$/.test(text)) throw new AppError('not_found', { what: 'dashboard', id: text });
  return sql`${param('Int64', BigInt(text))}::bigint`;
};
const cardOfRequest = (index: number): string => `card ${String(index + 1)}, `;
const json = (cards: readonly DashboardCard[]): Sql => sql`CAST(${param('String', JSON.stringify(cards))} AS jsonb)`;

/** The name, or the first of `Name 2`, `Name 3` … that is free. */
function freeName(name: string, taken: readonly string[]): string {
  const names = new Set(taken.map((t) => t.toLowerCase()));
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : ` ${String(n)}`;
    const candidate = `${name.slice(0, MOST_NAME - suffix.length)}${suffix}`;
    if (!names.has(candidate.toLowerCase())) return candidate;
  }
}

export function createDashboards({ records, analytics }: { readonly records: RecordsStore; readonly analytics: Pick<Analytics, 'catalogue'> }): Dashboards {
  const of = (workspace: Workspace): Sql => sql`workspace_id = ${param('Int32', workspace.id)}`;
  /** Held to the end, so that two that are kept at once can't take one name, nor two changes start from one state. */
  const locked = <T>(workspace: Workspace, work: (tx: RecordsQueries) => Promise<T>): Promise<T> =>
    records.transaction(async (tx) => {
      await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
      return work(tx);
    });
  const names = (tx: RecordsQueries, workspace: Workspace): Promise<{ id: bigint; name: string }[]> => tx.query(nameRow, sql`SELECT id, name FROM dashboards WHERE ${of(workspace)} AND removed_at IS NULL`);
  const assertFree = async (tx: RecordsQueries, workspace: Workspace, name: string, except?: string): Promise<void> => {
    const taken = (await names(tx, workspace)).some((other) => String(other.id) !== except && other.name.toLowerCase() === name.toLowerCase());
    if (taken) throw new AppError('invalid_input', { where: 'name', reason: `a dashboard is called "${name}" already`, remedy: 'Choose another name, or give that dashboard another one.' });
  };
  const one = async (tx: RecordsQueries, workspace: Workspace, id: string, removed = false): Promise<Dashboard> => {
    const [found] = await tx.query(row, sql`SELECT ${DASHBOARD} FROM dashboards WHERE ${of(workspace)} AND id = ${idOf(id)} AND (removed_at IS NULL OR ${param('Bool', removed)}::boolean)`);
    if (found === undefined) throw new AppError('not_found', { what: 'dashboard', id });
    return found;
  };
  const insert = async (tx: RecordsQueries, workspace: Workspace, name: string, cards: readonly DashboardCard[], count: number): Promise<Dashboard> => {
    if (count >= MOST_DASHBOARDS) throw new AppError('invalid_input', { where: 'name', reason: `${String(MOST_DASHBOARDS)} dashboards are kept already`, remedy: 'Remove some that nobody looks at.' });
    const [made] = await tx.query(row, sql`INSERT INTO dashboards (workspace_id, name, cards) VALUES (${param('Int32', workspace.id)}, ${param('String', name)}, ${json(cards)}) RETURNING ${DASHBOARD}`);
    if (made === undefined) throw new AppError('not_found', { what: 'dashboard', id: name });
    return made;
  };

  return {
    list: (workspace) => records.query(entryRow, sql`SELECT ${ENTRY} FROM dashboards WHERE ${of(workspace)} AND removed_at IS NULL ORDER BY lower(name), id`),
    get: (workspace, id) => one(records, workspace, id),
    async create(workspace, { name, template, cards: given }) {
      if (template !== undefined && given !== undefined) throw new AppError('invalid_input', { where: 'template', reason: 'cards are given as well', remedy: 'Give a template or cards, not both.' });
      const catalogue = await analytics.catalogue(workspace);
      const cards = checkCards(catalogue, template === undefined ? given ?? [] : cardsFromTemplate(template, catalogue), cardOfRequest);
      return locked(workspace, async (tx) => {
        await assertFree(tx, workspace, name);
        return insert(tx, workspace, name, cards, (await names(tx, workspace)).length);
      });
    },
    async change(workspace, id, { version, name, cards: given }) {
      const catalogue = await analytics.catalogue(workspace);
      return locked(workspace, async (tx) => {
        const before = await one(tx, workspace, id);
        if (before.version !== version) throw new AppError('changed_meanwhile', { what: `The dashboard "${before.name}"`, version: before.version });
        if (name !== undefined) await assertFree(tx, workspace, name, before.id);
        const cards = given === undefined ? before.cards : checkCards(catalogue, given, cardOfRequest, before.cards);
        await tx.execute(sql`
          UPDATE dashboards SET name = ${param('String', name ?? before.name)}, cards = ${json(cards)}, version = version + 1, changed_at = now()
          WHERE ${of(workspace)} AND id = ${idOf(id)}`);
        return one(tx, workspace, id);
      });
    },
    async remove(workspace, id) {
      const touched = await records.execute(sql`UPDATE dashboards SET removed_at = now() WHERE ${of(workspace)} AND id = ${idOf(id)} AND removed_at IS NULL`);
      if (touched === 0) throw new AppError('not_found', { what: 'dashboard', id });
    },
    restore: (workspace, id) =>
      locked(workspace, async (tx) => {
        const { name } = await one(tx, workspace, id, true);
        await assertFree(tx, workspace, name, id);
        await tx.execute(sql`UPDATE dashboards SET removed_at = NULL WHERE ${of(workspace)} AND id = ${idOf(id)}`);
        return one(tx, workspace, id);
      }),
    export: async (workspace, id) => writeDashboardFile(await one(records, workspace, id)),
    async import(workspace, { yaml, name: wanted }) {
      const file = parseDashboardFile(yaml);
      const cards = checkCards(await analytics.catalogue(workspace), file.cards, cardOfFile);
      return locked(workspace, async (tx) => {
        const taken = (await names(tx, workspace)).map((other) => other.name);
        return insert(tx, workspace, freeName(wanted ?? file.name, taken), cards, taken.length);
      });
    },
  };
}
