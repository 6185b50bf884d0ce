// Views of a workspace's pages that are kept under a name, in the records store. Names of a page differ by more than letter
// case; what is removed can be brought back.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../database/records-store.js';
import { param, sql, type Sql } from '../database/sql.js';
import { VIEW_PAGES, type ChangeViewRequest, type SavedView, type SaveViewRequest, type ViewPage } from '../shared/api/saved-views.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';

export interface SavedViews {
  /** By name. */
  list(workspace: Workspace): Promise<SavedView[]>;
  /** @throws AppError invalid_input when the name is taken or there are too many */
  save(workspace: Workspace, view: Readonly<SaveViewRequest>): Promise<SavedView>;
  /** Renames a view or keeps something else under it. @throws AppError not_found, invalid_input */
  change(workspace: Workspace, id: string, change: ChangeViewRequest): Promise<SavedView>;
  /** Can be taken back with `restore`. @throws AppError not_found */
  remove(workspace: Workspace, id: string): Promise<void>;
  /** Brings a removed view back; one that is there stays as it is. @throws AppError not_found, invalid_input when its name is taken by now */
  restore(workspace: Workspace, id: string): Promise<SavedView>;
}

/** Views that a workspace keeps at most. */
const MOST_VIEWS = 500;

const viewRow = z.object({ id: z.bigint(), page: z.enum(VIEW_PAGES), name: z.string(), query: z.string(), changed_at: z.string() }).transform((r): SavedView => ({ id: String(r.id), page: r.page, name: r.name, query: r.query, changedAt: r.changed_at }));
const VIEW = sql`id, page, name, query, to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS changed_at`;

const idOf = (text: string): Sql => {
  if (!/^\d{1,18}$/.test(text)) throw new AppError('not_found', { what: 'saved view', id: text });
  return sql`${param('Int64', BigInt(text))}::bigint`;
};

export function createSavedViews(records: RecordsStore): SavedViews {
  const of = (workspace: Workspace): Sql => sql`workspace_id = ${param('Int32', workspace.id)}`;

  const assertFree = async (tx: RecordsQueries, workspace: Workspace, page: ViewPage, name: string, except: Sql): Promise<void> => {
    const taken = await tx.query(viewRow, sql`SELECT ${VIEW} FROM saved_views WHERE ${of(workspace)} AND removed_at IS NULL AND page = ${param('String', page)} AND lower(name) = lower(${param('String', name)}) AND id <> ${except}`);
    if (taken.length > 0) throw new AppError('invalid_input', { where: 'name', reason: `a view of the page ${page} is called "${name}" already`, remedy: 'Choose another name, or change the view of that name.' });
  };
  /** Held to the end, so that two views that are saved at once can't take one name. */
  const locked = <T>(workspace: Workspace, work: (tx: RecordsQueries) => Promise<T>): Promise<T> =>
    records.transaction(async (tx) => {
      await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
      return work(tx);
    });
  const found = (rows: readonly SavedView[], id: string): SavedView => {
    const [view] = rows;
    if (view === undefined) throw new AppError('not_found', { what: 'saved view', id });
    return view;
  };
  /** Removed or not. */
  const one = async (tx: RecordsQueries, workspace: Workspace, id: string): Promise<SavedView> => found(await tx.query(viewRow, sql`SELECT ${VIEW} FROM saved_views WHERE ${of(workspace)} AND id = ${idOf(id)}`), id);

  return {
    list: (workspace) => records.query(viewRow, sql`SELECT ${VIEW} FROM saved_views WHERE ${of(workspace)} AND removed_at IS NULL ORDER BY lower(name), id`),
    save: (workspace, { page, name, query }) =>
      locked(workspace, async (tx) => {
        await assertFree(tx, workspace, page, name, sql`0`);
        const [count] = await tx.query(z.object({ n: z.bigint() }), sql`SELECT count(*) AS n FROM saved_views WHERE ${of(workspace)} AND removed_at IS NULL`);
        if ((count?.n ?? 0n) >= BigInt(MOST_VIEWS)) throw new AppError('invalid_input', { where: 'name', reason: `${MOST_VIEWS} views are kept already`, remedy: 'Remove some that nobody looks at.' });
        return found(await tx.query(viewRow, sql`INSERT INTO saved_views (workspace_id, page, name, query) VALUES (${param('Int32', workspace.id)}, ${param('String', page)}, ${param('String', name)}, ${param('String', query)}) RETURNING ${VIEW}`), name);
      }),
    change: (workspace, id, { name, query }) =>
      locked(workspace, async (tx) => {
        const key = idOf(id);
        if (name !== undefined) await assertFree(tx, workspace, (await one(tx, workspace, id)).page, name, key);
        return found(await tx.query(viewRow, sql`
          UPDATE saved_views SET name = coalesce(${param('Nullable(String)', name ?? null)}, name), query = coalesce(${param('Nullable(String)', query ?? null)}, query), changed_at = now()
          WHERE ${of(workspace)} AND id = ${key} AND removed_at IS NULL RETURNING ${VIEW}`), id);
      }),
    async remove(workspace, id) {
      const touched = await records.execute(sql`UPDATE saved_views SET removed_at = now() WHERE ${of(workspace)} AND id = ${idOf(id)} AND removed_at IS NULL`);
      if (touched === 0) throw new AppError('not_found', { what: 'saved view', id });
    },
    restore: (workspace, id) =>
      locked(workspace, async (tx) => {
        const key = idOf(id);
        const { page, name } = await one(tx, workspace, id);
        await assertFree(tx, workspace, page, name, key);
        return found(await tx.query(viewRow, sql`UPDATE saved_views SET removed_at = NULL WHERE ${of(workspace)} AND id = ${key} RETURNING ${VIEW}`), id);
      }),
  };
}
