// The statements by which a staged batch becomes rows of a table of facts: what is known already, what
// is new, what another import supplied before. The one place where `row_key` and `content_hash` are made.
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { FACT_TABLES } from './fact-tables.js';
import { ORIGIN_COLUMNS, type FactTable, type Target } from './fact-table.js';

/** Everything about a batch that its rows have in common. */
export interface BatchContext {
  readonly workspaceId: number;
  readonly importId: bigint;
  readonly sourceId: string;
  /** Of the file: two statements of the same content in two files are two versions. */
  readonly fileDigest: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Rows of this import received later than this are left from an attempt that was cut off. */
  readonly committedUntil: number;
  /** A dry run compares with what it would have written itself as well, and writes nothing else. */
  readonly dryRun: boolean;
}

/** A batch's rows of one table. */
export interface TableContext extends BatchContext {
  /** How many are staged. */
  readonly rows: number;
}

export const incomingName = (table: FactTable): string => `incoming_${table.table}`;
export const resuppliedName = (table: FactTable): string => `${table.table}_resupplied`;
export const INCOMING_ORIGINS = 'incoming_origins';

/** With so many keys every part of the index says "perhaps", and asking it takes longer than reading the column. */
const TOO_MANY_FOR_AN_INDEX = 500;
const lookup = (c: TableContext): Sql => (c.rows > TOO_MANY_FOR_AN_INDEX ? sql` SETTINGS use_skip_indexes = 0` : sql``);

const name = (text: string): Sql => sql`${identifier(text)}`;
const TYPES: Readonly<Record<string, Sql>> = { rules_version: sql`UInt32` };

/** Where rows are staged: in the engine's memory, what a crash leaves there is nothing. */
export function createIncoming(table: FactTable): Sql {
  const columns = table.columns.map((column) => sql`${identifier(column.name)} ${column.type}`);
  return sql`CREATE OR REPLACE TABLE ${identifier(incomingName(table))} (n UInt32, event_id String, person_id UInt64, account_id UInt64, account_named UInt8, visitor_id String,
    origin UInt32, earlier UInt32, line UInt64, version_digest String, changed String, ${joinSql(columns)}) ENGINE = Memory`;
}

/** Where the different origins of the rows of one table are staged. */
export function createIncomingOrigins(): Sql {
  const origins = ORIGIN_COLUMNS.map((column) => sql`${identifier(column)} ${TYPES[column] ?? sql`String`}`);
  return sql`CREATE OR REPLACE TABLE ${identifier(INCOMING_ORIGINS)} (n UInt32, ${joinSql(origins)}) ENGINE = Memory`;
}

export const truncate = (staging: string): Sql => sql`TRUNCATE TABLE ${identifier(staging)}`;

const workspace = (c: BatchContext): Sql => sql`${param('UInt32', c.workspaceId)}`;
const importId = (c: BatchContext): Sql => sql`${param('UInt64', c.importId)}`;
const instant = (ms: number): Sql => sql`fromUnixTimestamp64Milli(${param('Int64', ms)}, 'UTC')`;
const receivedAt = (c: TableContext): Sql => sql`fromUnixTimestamp64Milli(${param('Int64', c.receivedAt)} + i.earlier, 'UTC')`;
const rowKey = (table: FactTable, c: TableContext): Sql =>
  table.rule === 'event' ? sql`sipHash128(i.event_id)` : sql`sipHash128(i.event_id, i.version_digest, ${param('String', c.fileDigest)}, i.line)`;
const CONTENT_HASH = sql`sipHash64(i.version_digest)`;

/** What orders the versions of one thing, of a staged row. */
function versionAt(table: FactTable, c: TableContext): Sql {
  if (table.versionAt === 'at') return sql`parseDateTime64BestEffort(i.at, 3, 'UTC')`;
  return table.versionAt === 'changed_at' ? sql`ifNull(parseDateTime64BestEffortOrNull(i.changed, 3, 'UTC'), ${receivedAt(c)})` : receivedAt(c);
}

const targets = (table: FactTable, c: TableContext): Target[] => [
  { column: 'workspace_id', value: workspace(c) },
  { column: 'event_id', value: sql`i.event_id` },
  { column: 'row_key', value: rowKey(table, c) },
  { column: 'received_at', value: receivedAt(c) },
  { column: 'source_id', value: sql`${param('String', c.sourceId)}` },
  { column: 'import_id', value: importId(c) },
  ...(table.rule === 'version' ? [{ column: 'content_hash', value: CONTENT_HASH }] : []),
  ...(table.versionAt === 'changed_at' ? [{ column: 'changed_at', value: versionAt(table, c) }] : []),
  ...table.people.map((column) => ({ column, value: name(`i.${column}`) })),
  ...table.origin.map((column) => ({ column, value: name(`o.${column}`) })),
  ...table.columns.flatMap((column) => column.targets),
];

const withOrigin = (table: FactTable): Sql =>
  table.origin.length === 0 ? sql`${identifier(incomingName(table))} AS i` : sql`${identifier(incomingName(table))} AS i ANY LEFT JOIN ${identifier(INCOMING_ORIGINS)} AS o ON o.n = i.origin`;

/** The staged rows with their keys. */
const keyed = (table: FactTable, c: TableContext): Sql => sql`SELECT i.n AS n, i.event_id AS event_id, ${rowKey(table, c)} AS row_key FROM ${identifier(incomingName(table))} AS i`;
const keys = (table: FactTable, c: TableContext): Sql => sql`SELECT row_key FROM (${keyed(table, c)})`;

/** Stored rows that share the given column with a staged one; in a dry run also what it would have stored. */
function stored(table: FactTable, c: TableContext, by: 'row_key' | 'event_id'): Sql {
  const order = table.versionAt ?? 'received_at';
  const columns = (at: string): Sql =>
    sql`event_id, row_key, import_id, received_at, ${table.rule === 'version' ? sql`content_hash` : sql`toUInt64(0)`} AS said, ${identifier(at)} AS ordered_at`;
  const among = sql`${identifier(by)} IN (SELECT ${identifier(by)} FROM (${keyed(table, c)}))`;
  const written = sql`SELECT ${columns(order)} FROM ${identifier(table.table)} WHERE workspace_id = ${workspace(c)} AND ${among}${lookup(c)}`;
  if (!c.dryRun) return written;
  return sql`${written} UNION ALL SELECT ${columns('version_at')} FROM rehearsed WHERE workspace_id = ${workspace(c)} AND import_id = ${importId(c)} AND fact_table = ${param('String', table.table)} AND ${among}`;
}

/** One row: how many rows are staged, how many different keys they have and how many of these are stored. */
export const countKnown = (table: FactTable, c: TableContext): Sql => sql`
  SELECT count() AS staged, uniqExact(row_key) AS keys, (SELECT count() FROM (${stored(table, c, 'row_key')})) AS known FROM (${keyed(table, c)})`;

/** Whether a stored row is left from an attempt of this import that was cut off before it was recorded. */
const leftBehind = (c: TableContext): Sql => sql`(import_id = ${importId(c)} AND received_at > ${instant(c.committedUntil)})`;

/**
 * One row of arrays: positions of the staged rows that say nothing new (`duplicates`) and of those that are stored by an
 * attempt of this import that was cut off (`retried`); how many are to be stored (`missing`) and how many another import
 * supplied before (`supplied`). A version says nothing new when the one before it, in this batch or stored, says the same.
 */
export function judgeRows(table: FactTable, c: TableContext): Sql {
  const rows = sql`
    SELECT i.n AS n, i.event_id AS event_id, ${rowKey(table, c)} AS row_key, row_number() OVER (PARTITION BY row_key ORDER BY n) = 1 AS first_here,
      ${table.rule === 'version' ? CONTENT_HASH : sql`toUInt64(0)`} AS says,
      ${table.rule === 'version' ? sql`lagInFrame(toNullable(says)) OVER (PARTITION BY event_id ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)` : sql`CAST(NULL AS Nullable(UInt64))`} AS said_before
    FROM ${identifier(incomingName(table))} AS i`;
  const known = sql`SELECT row_key, 1 AS is_stored, any(import_id) AS by_import, any(${leftBehind(c)}) AS is_left_behind FROM (${stored(table, c, 'row_key')}) GROUP BY row_key`;
  const latest = table.rule === 'event'
    ? sql`SELECT '' AS event_id, toUInt64(0) AS said_last, 0 AS has_latest WHERE 0`
    : sql`SELECT event_id, argMax(said, (ordered_at, received_at)) AS said_last, 1 AS has_latest FROM (${stored(table, c, 'event_id')}) WHERE NOT ${leftBehind(c)} GROUP BY event_id`;
  return sql`
    SELECT groupArrayIf(n, fate = 'duplicate') AS duplicates, groupArrayIf(n, fate = 'retried') AS retried,
      countIf(first_here AND NOT is_stored) AS missing, countIf(first_here AND is_stored AND by_import != ${importId(c)}) AS supplied
    FROM (
      SELECT r.n AS n, r.first_here AS first_here, k.is_stored AS is_stored, k.by_import AS by_import,
        multiIf(NOT r.first_here, 'duplicate', k.is_stored AND NOT k.is_left_behind, 'duplicate',
          r.said_before = r.says, 'duplicate', r.said_before IS NULL AND l.has_latest AND l.said_last = r.says, 'duplicate',
          k.is_stored, 'retried', 'new') AS fate
      FROM (${rows}) AS r LEFT JOIN (${known}) AS k ON k.row_key = r.row_key LEFT JOIN (${latest}) AS l ON l.event_id = r.event_id
      SETTINGS join_use_nulls = 0
    )`;
}

const insert = (into: string, table: FactTable, c: TableContext, condition: Sql): Sql => {
  const all = targets(table, c);
  return sql`INSERT INTO ${identifier(into)} (${joinSql(all.map((t) => identifier(t.column)))}) SETTINGS max_partitions_per_insert_block = 0
    SELECT ${joinSql(all.map((t) => t.value))} FROM ${withOrigin(table)} WHERE ${condition}`;
};

/** The first staged row of each key. */
const firstOfKey = (table: FactTable, c: TableContext): Sql => sql`i.n IN (SELECT min(n) FROM (${keyed(table, c)}) GROUP BY row_key)`;
const storedKeys = (table: FactTable, c: TableContext, condition: Sql): Sql =>
  sql`SELECT row_key FROM ${identifier(table.table)} WHERE workspace_id = ${workspace(c)} AND row_key IN (${keys(table, c)}) AND ${condition}${lookup(c)}`;

/** Stores all staged rows: only when each is known to be missing. */
export const storeAll = (table: FactTable, c: TableContext): Sql => insert(table.table, table, c, sql`1`);

/** Stores the staged rows whose keys are missing, each once. */
export const storeMissing = (table: FactTable, c: TableContext): Sql =>
  insert(table.table, table, c, sql`${firstOfKey(table, c)} AND ${rowKey(table, c)} NOT IN (${storedKeys(table, c, sql`1`)})`);

/** Keeps the staged rows that another import supplied first, for the day that import is undone. */
export const keepResupplied = (table: FactTable, c: TableContext): Sql =>
  insert(resuppliedName(table), table, c, sql`${firstOfKey(table, c)}
    AND ${rowKey(table, c)} IN (${storedKeys(table, c, sql`import_id != ${importId(c)}`)})
    AND ${rowKey(table, c)} NOT IN (SELECT row_key FROM ${identifier(resuppliedName(table))} WHERE workspace_id = ${workspace(c)} AND import_id = ${importId(c)} AND row_key IN (${keys(table, c)}))`);

/** One row: epoch milliseconds at which the last version of anything was received, 0 when there is none. */
export const latestReceived = (): Sql => sql`SELECT toUnixTimestamp64Milli(max(received_at)) AS latest FROM (${joinSql(
  FACT_TABLES.filter((table) => table.rule === 'version').map((table) => sql`SELECT max(received_at) AS received_at FROM ${identifier(table.table)}`), sql` UNION ALL `)})`;

/** What a dry run remembers of the rows it would have stored. */
export const rehearse = (table: FactTable, c: TableContext): Sql => sql`
  INSERT INTO rehearsed (workspace_id, import_id, fact_table, event_id, row_key, content_hash, version_at, received_at)
  SELECT ${workspace(c)}, ${importId(c)}, ${param('String', table.table)}, i.event_id, ${rowKey(table, c)}, ${table.rule === 'version' ? CONTENT_HASH : sql`0`}, ${versionAt(table, c)}, ${receivedAt(c)}
  FROM ${identifier(incomingName(table))} AS i`;

/** Forgets a dry run. */
export const forgetRehearsal = (workspaceId: number, ofImport: bigint): Sql =>
  sql`DELETE FROM rehearsed WHERE workspace_id = ${param('UInt32', workspaceId)} AND import_id = ${param('UInt64', ofImport)}`;
