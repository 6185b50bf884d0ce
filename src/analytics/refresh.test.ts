// When read models are built anew: facts that moved on, and a version of Leadline that builds them differently.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { param, sql } from '../database/sql.js';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import type { Workspace } from '../shared/workspace.js';
import { createRefresher } from './refresh.js';

let stores: TestStores;
const workspace: Workspace = { id: 1, name: 'refreshed', settings: DEFAULT_SETTINGS };
beforeAll(async () => {
  stores = await openTestStores();
  await stores.records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', workspace.name)})`);
  await stores.records.execute(sql`INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (1, 1)`);
});
afterAll(() => stores.close());

const state = async (): Promise<{ built_revision: bigint; built_by: string; built_at: string } | undefined> =>
  (await stores.records.query(z.object({ built_revision: z.bigint(), built_by: z.string(), built_at: z.coerce.string() }), sql`SELECT built_revision, built_by, built_at::text AS built_at FROM read_model_state WHERE workspace_id = 1`))[0];

describe('read models', () => {
  it('are built once for the same facts', async () => {
    const { refresh } = createRefresher(stores.facts, stores.records);
    await refresh(workspace);
    const first = await state();
    expect(first?.built_revision).toBe(1n);
    await refresh(workspace);
    expect(await state()).toEqual(first);
  });

  it('that another version built are built again', async () => {
    const before = await state();
    await stores.records.execute(sql`UPDATE read_model_state SET built_by = 'an earlier version' WHERE workspace_id = 1`);
    await createRefresher(stores.facts, stores.records).refresh(workspace);
    const after = await state();
    expect(after?.built_by).toBe(before?.built_by);
    expect(after?.built_at).not.toBe(before?.built_at);
  });
});
