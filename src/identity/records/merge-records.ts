// The log of merges: who was merged into whom, on what grounds, and what people decided about it since.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql } from '../../database/sql.js';
import { bigints, booleans, joined, list } from './columns.js';

export interface Merge {
  readonly mergeId: bigint;
  readonly winnerId: bigint;
  readonly loserId: bigint;
  /** Aliases of both sides as they were before. */
  readonly winnerAliases: readonly string[];
  readonly loserAliases: readonly string[];
  /** Decided by a person, not found in what sources say. */
  readonly manual: boolean;
  readonly reason: string;
  readonly importId: bigint;
  /** ISO instants in UTC. */
  readonly mergedAt: string;
  readonly undoneAt: string | null;
  readonly undoneReason: string;
  /** Taken back by a person: nothing may join the two sides again. */
  readonly apart: boolean;
}

export type NewMerge = Pick<Merge, 'winnerId' | 'loserId' | 'winnerAliases' | 'loserAliases' | 'manual'>;

const mergeRow = z
  .object({
    merge_id: z.bigint(), winner_id: z.bigint(), loser_id: z.bigint(), winner_aliases: z.array(z.string()), loser_aliases: z.array(z.string()), manual: z.boolean(), reason: z.string(),
    import_id: z.bigint(), merged_at: z.string(), undone_at: z.string().nullable(), undone_reason: z.string(), apart: z.boolean(),
  })
  .transform((r): Merge => ({
    mergeId: r.merge_id, winnerId: r.winner_id, loserId: r.loser_id, winnerAliases: r.winner_aliases, loserAliases: r.loser_aliases, manual: r.manual, reason: r.reason,
    importId: r.import_id, mergedAt: r.merged_at, undoneAt: r.undone_at, undoneReason: r.undone_reason, apart: r.apart,
  }));

const MERGE = sql`
  merge_id, winner_id, loser_id, winner_aliases, loser_aliases, manual, reason, import_id, undone_reason, apart,
  to_char(merged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS merged_at, to_char(undone_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS undone_at`;

/** All merges in which one of the persons was on either side, the oldest first. */
export function mergesOf(tx: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<Merge[]> {
  return tx.query(mergeRow, sql`
    SELECT ${MERGE} FROM identity_merges
    WHERE workspace_id = ${param('Int32', workspaceId)} AND (winner_id = ANY(${bigints(personIds)}) OR loser_id = ANY(${bigints(personIds)})) ORDER BY merge_id`);
}

export async function findMerge(tx: RecordsQueries, workspaceId: number, mergeId: bigint): Promise<Merge | undefined> {
  const rows = await tx.query(mergeRow, sql`SELECT ${MERGE} FROM identity_merges WHERE workspace_id = ${param('Int32', workspaceId)} AND merge_id = ${param('Int64', mergeId)}::bigint`);
  return rows[0];
}

/** Writes merges to the log and answers their ids in the same order. */
export async function logMerges(tx: RecordsQueries, workspaceId: number, merges: readonly NewMerge[], why: { reason: string; importId: bigint }): Promise<bigint[]> {
  if (merges.length === 0) return [];
  const rows = await tx.query(z.object({ merge_id: z.bigint() }), sql`
    INSERT INTO identity_merges (workspace_id, winner_id, loser_id, winner_aliases, loser_aliases, manual, reason, import_id)
    SELECT ${param('Int32', workspaceId)}::int, u.winner_id, u.loser_id, ${list(sql`u.winner_aliases`)}, ${list(sql`u.loser_aliases`)}, u.manual, ${param('String', why.reason)}, ${param('Int64', why.importId)}::bigint
    FROM unnest(${bigints(merges.map((m) => m.winnerId))}, ${bigints(merges.map((m) => m.loserId))}, ${joined(merges.map((m) => m.winnerAliases))}, ${joined(merges.map((m) => m.loserAliases))}, ${booleans(merges.map((m) => m.manual))})
      WITH ORDINALITY AS u (winner_id, loser_id, winner_aliases, loser_aliases, manual, n)
    ORDER BY u.n RETURNING merge_id`);
  return rows.map((r) => r.merge_id).sort((a, b) => (a < b ? -1 : 1));
}

/** Marks merges as no longer holding. @param apart whether a person decided so: then nothing joins the two again */
export async function closeMerges(tx: RecordsQueries, workspaceId: number, mergeIds: readonly bigint[], reason: string, apart: boolean): Promise<void> {
  if (mergeIds.length === 0) return;
  await tx.execute(sql`
    UPDATE identity_merges SET undone_at = coalesce(undone_at, now()), undone_reason = CASE WHEN undone_at IS NULL THEN ${param('String', reason)} ELSE undone_reason END, apart = ${param('Bool', apart)}
    WHERE workspace_id = ${param('Int32', workspaceId)} AND merge_id = ANY(${bigints(mergeIds)})`);
}

/** Lifts decisions to keep apart. */
export async function liftApart(tx: RecordsQueries, workspaceId: number, mergeIds: readonly bigint[]): Promise<void> {
  if (mergeIds.length === 0) return;
  await tx.execute(sql`UPDATE identity_merges SET apart = false WHERE workspace_id = ${param('Int32', workspaceId)} AND merge_id = ANY(${bigints(mergeIds)})`);
}

/** Aliases of persons, visitors' included, by person. */
export async function aliasesOfPersons(tx: RecordsQueries, workspaceId: number, personIds: readonly bigint[]): Promise<Map<bigint, string[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query(z.object({ person_id: z.bigint(), alias: z.string() }), sql`
    SELECT DISTINCT s.person_id, a.alias FROM identity_statements s CROSS JOIN LATERAL unnest(s.aliases) AS a (alias)
    WHERE s.workspace_id = ${param('Int32', workspaceId)} AND s.person_id = ANY(${bigints(personIds)}) ORDER BY s.person_id, a.alias`);
  const byPerson = new Map<bigint, string[]>();
  for (const { person_id, alias } of rows) byPerson.set(person_id, [...(byPerson.get(person_id) ?? []), alias]);
  return byPerson;
}
