// Makes a loaded company ten times as large, or more, by INSERT … SELECT into the same tables of facts: other
// people, accounts, browsers and ids, the same behaviour. For sizes that the writer would need too long for.
import { z } from 'zod';
import type { FactsStore } from '../src/database/facts-store.js';
import type { RecordsStore } from '../src/database/records-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../src/database/sql.js';

/** Rates and own series describe the world, not the company. */
const TABLES = ['touches', 'submissions', 'stage_changes', 'deals', 'subscriptions', 'costs', 'persons', 'accounts', 'identities'] as const;
/** Ids of one copy lie so far from those of the next. */
const STRIDE = 1_000_000_000_000n;

const columnRow = z.object({ name: z.string() });

/** What a column holds in a copy. */
function copied(name: string, copy: number): Sql {
  const column = identifier(name);
  switch (name) {
    case 'person_id': case 'account_id': case 'from_person':
      return sql`if(${column} = 0, 0, ${column} + ${param('UInt64', BigInt(copy) * STRIDE)})`;
    case 'visitor_id': case 'visit_id': case 'event_id':
      return sql`if(${column} = '', '', concat(${column}, ${param('String', `~${copy}`)}))`;
    case 'row_key':
      return sql`sipHash128(${column}, ${param('UInt32', copy)})`;
    default:
      return sql`${column}`;
  }
}

/** @param factor how many times as large; 1 leaves it as it is */
export async function multiplyCompany(facts: FactsStore, records: RecordsStore, workspaceId: number, factor: number): Promise<void> {
  if (factor <= 1) return;
  for (const table of TABLES) {
    const columns = await facts.query(columnRow, sql`SELECT name FROM system.columns WHERE database = currentDatabase() AND table = ${param('String', table)} ORDER BY position`);
    // Copies are made of the original rows alone, which no copy is among.
    const isOriginal = columns.some((c) => c.name === 'event_id') ? sql`position(event_id, '~') = 0` : sql`position(visitor_id, '~') = 0 AND person_id < ${param('UInt64', STRIDE)}`;
    for (let copy = 1; copy < factor; copy += 1) {
      await facts.execute(sql`
        INSERT INTO ${identifier(table)} (${joinSql(columns.map((c) => identifier(c.name)))}) SETTINGS max_partitions_per_insert_block = 0
        SELECT ${joinSql(columns.map((c) => copied(c.name, copy)))} FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspaceId)} AND ${isOriginal}`);
    }
  }
  await records.execute(sql`UPDATE read_model_state SET facts_revision = facts_revision + 1 WHERE workspace_id = ${param('Int32', workspaceId)}`);
}
