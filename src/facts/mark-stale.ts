// Says that a workspace's facts have moved on. Its read models are stale from then until they have been built anew.
import { param, sql } from '../database/sql.js';
import type { RecordsQueries } from '../database/records-store.js';

/** Moves the revision of each workspace's facts; one that does not exist has none. */
export async function markStale(records: RecordsQueries, workspaceIds: readonly number[]): Promise<void> {
  await records.execute(sql`
    INSERT INTO read_model_state (workspace_id, facts_revision)
    SELECT id, 1 FROM workspaces WHERE id = ANY(${param('Array(UInt32)', workspaceIds)}::int[])
    ON CONFLICT (workspace_id) DO UPDATE SET facts_revision = read_model_state.facts_revision + 1`);
}
