// One writer per workspace at a time, across processes, and a number that tells the others when something has changed.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql } from '../../database/sql.js';

const stateRow = z.object({ epoch: z.bigint(), country: z.string().nullable() });

/** How far identities have changed, and the country of telephone numbers without a prefix ('' for none). */
export async function readIdentityState(queries: RecordsQueries, workspaceId: number): Promise<{ epoch: bigint; country: string }> {
  const [row] = await queries.query(stateRow, sql`
    SELECT coalesce((SELECT epoch FROM identity_state WHERE workspace_id = ${param('Int32', workspaceId)}), 0) AS epoch,
      (SELECT value #>> '{}' FROM settings WHERE workspace_id = ${param('Int32', workspaceId)} AND key = 'country') AS country`);
  return { epoch: row?.epoch ?? 0n, country: row?.country ?? '' };
}

/** Any constant that nothing else locks with. */
const LOCK = 0x1ead;

/** Waits for other writers of the workspace's identities; held until the transaction ends. Answers the epoch as it is then. */
export async function lockIdentities(tx: RecordsQueries, workspaceId: number): Promise<bigint> {
  await tx.query(z.unknown(), sql`SELECT pg_advisory_xact_lock(${param('Int32', LOCK)}::int, ${param('Int32', workspaceId)}::int)::text AS locked`);
  return (await readIdentityState(tx, workspaceId)).epoch;
}

/** Tells other processes that something has changed; answers the new epoch. */
export async function moveEpoch(tx: RecordsQueries, workspaceId: number): Promise<bigint> {
  const [row] = await tx.query(z.object({ epoch: z.bigint() }), sql`
    INSERT INTO identity_state (workspace_id, epoch) VALUES (${param('Int32', workspaceId)}, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET epoch = identity_state.epoch + 1 RETURNING epoch`);
  return row?.epoch ?? 0n;
}
