// Takes an import's facts out again: rows that another import supplied too come back as that import's.
// Every step may be repeated, so that an undo cut off by a crash is simply run once more.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { FACT_TABLES } from './fact-tables.js';
import type { FactTable } from './fact-table.js';
import { forgetRehearsal, resuppliedName } from './incoming.js';

/** All columns of a table of facts, by name: its two tables may list them in different orders. */
function columnsOf(table: FactTable): Sql {
  const names = [
    'workspace_id', 'event_id', 'row_key', 'received_at', 'source_id', 'import_id',
    ...(table.rule === 'version' ? ['content_hash'] : []), ...(table.versionAt === 'changed_at' ? ['changed_at'] : []),
    ...table.people, ...table.origin, ...table.columns.flatMap((column) => column.targets.map((target) => target.column)),
  ];
  return joinSql(names.map((name) => identifier(name)));
}

/**
 * Deletes the import's own rows and its second supplies, then stores for each row that is missing now the
 * earliest supply that is left. Nothing is remembered between the steps: what is missing is read from the tables.
 */
function steps(table: FactTable, workspaceId: number, importId: bigint): Sql[] {
  const [rows, again] = [identifier(table.table), identifier(resuppliedName(table))];
  const ours = sql`workspace_id = ${param('UInt32', workspaceId)}`;
  const ofImport = sql`${ours} AND import_id = ${param('UInt64', importId)}`;
  const suppliedAgain = sql`SELECT row_key FROM ${again} WHERE ${ours}`;
  return [
    sql`DELETE FROM ${again} WHERE ${ofImport}`,
    sql`DELETE FROM ${rows} WHERE ${ofImport}`,
    sql`INSERT INTO ${rows} (${columnsOf(table)}) SETTINGS max_partitions_per_insert_block = 0
      SELECT ${columnsOf(table)} FROM ${again}
      WHERE ${ours} AND row_key NOT IN (SELECT row_key FROM ${rows} WHERE ${ours} AND row_key IN (${suppliedAgain}))
      ORDER BY received_at, import_id LIMIT 1 BY row_key`,
    sql`DELETE FROM ${again} WHERE ${ours} AND (row_key, import_id) IN (SELECT row_key, import_id FROM ${rows} WHERE ${ours} AND row_key IN (${suppliedAgain}))`,
  ];
}

/** A DELETE rewrites parts: a table that holds nothing of the import, and nothing that waits to come back, is left alone. */
const concerns = (table: FactTable, workspaceId: number, importId: bigint): Sql => sql`
  SELECT (SELECT count() FROM ${identifier(table.table)} WHERE workspace_id = ${param('UInt32', workspaceId)} AND import_id = ${param('UInt64', importId)})
    + (SELECT count() FROM ${identifier(resuppliedName(table))} WHERE workspace_id = ${param('UInt32', workspaceId)}) > 0 AS concerned`;

const concernedRow = z.object({ concerned: z.coerce.boolean() });

/** Safe to repeat; the read models must be marked stale before and after. */
export async function undoImportFacts(facts: FactsStore, workspaceId: number, importId: bigint): Promise<void> {
  for (const table of FACT_TABLES) {
    const [row] = await facts.query(concernedRow, concerns(table, workspaceId, importId));
    if (row?.concerned !== true) continue;
    for (const step of steps(table, workspaceId, importId)) await facts.execute(step);
  }
  await facts.execute(forgetRehearsal(workspaceId, importId));
}
