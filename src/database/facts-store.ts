// The facts port: one ClickHouse client, two transports. chDB in the data folder by default,
// a ClickHouse server with CLICKHOUSE_URL; the same SQL for both.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import type { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { mendFactsFolder } from './mend-facts-folder.js';
import { sql, toClickHouse, toReadable, type Sql } from './sql.js';

export interface FactsStore {
  readonly engine: 'chdb' | 'clickhouse';
  version(): Promise<string>;
  /** All rows of a SELECT, parsed. Decimals and 64-bit integers arrive as text, DateTime64 as `2026-01-01 00:00:00.000` in UTC. */
  query<T>(row: z.ZodType<T>, statement: Sql, options?: QueryOptions): Promise<T[]>;
  /** Rows of a SELECT as they come, for results too large to hold. */
  stream(statement: Sql): AsyncIterable<Record<string, unknown>>;
  /** DDL, INSERT … SELECT, DELETE. */
  execute(statement: Sql): Promise<void>;
  /** Inserts rows (arrays in the order of `columns`, or preformatted JSONCompactEachRow lines), fsynced when the promise resolves. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[] | string): Promise<void>;
  /** Inserts columns: one JSON array per column, together one JSON array (JSONCompactColumns). For large batches: half the cost of rows. */
  insertColumns(table: string, columns: readonly string[], body: string): Promise<void>;
  /** Trusted text: migrations only. One statement. */
  script(text: string): Promise<void>;
  /** Ends after everything in flight has. */
  close(): Promise<void>;
}

export interface QueryOptions {
  /** Seconds after which the engine gives up. Default 60. */
  readonly timeout?: number;
}

/** Results as exact text; NULL, not 0, for what an outer join finds nothing for. */
const RESULTS = 'output_format_json_quote_decimals = 1, output_format_json_quote_64bit_integers = 1, join_use_nulls = 1';
/**
 * Statements here are long and what they read is often short. Looking for what follows from chains of comparisons, for sums that
 * could be fused and for keys that could be left out takes as long as understanding all the rest, and finds nothing in them.
 */
const UNDERSTANDING = sql`optimize_and_compare_chain = 0, optimize_syntax_fuse_functions = 0, optimize_group_by_function_keys = 0, optimize_aggregators_of_group_by_keys = 0`;
/** The same for a long INSERT … SELECT, at its end: it has not the settings of questions. */
export const UNDERSTOOD_SOONER = sql`SETTINGS ${UNDERSTANDING}`;
/** From how much on a table is read by several threads: half of what the engine waits for would be read by one while others idle. */
const READING = 'merge_tree_min_rows_for_concurrent_read = 20000, merge_tree_min_bytes_for_concurrent_read = 200000';
const QUERY_SETTINGS = `${RESULTS}, ${toReadable(UNDERSTANDING)}, ${READING}`;
/** That an insert is fsynced is a setting of each table of facts (migrations/clickhouse/0001_facts.sql), not of a statement. */
const INSERT_SETTINGS = 'max_partitions_per_insert_block = 0';
/** Connections to the embedded engine: one runs one query at a time. */
const CONNECTIONS = 3;

class ClickHouseStore implements FactsStore {
  private readonly idle: ClickHouseClient[];
  private readonly waiting: ((client: ClickHouseClient) => void)[] = [];
  private inFlight = 0;
  private closing: (() => void) | undefined;
  private closed = false;

  constructor(
    readonly engine: 'chdb' | 'clickhouse',
    private readonly clients: readonly ClickHouseClient[],
    private readonly drain: () => Promise<void>,
  ) {
    this.idle = [...clients];
  }

  private async use<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    if (this.closed) throw new AppError('shutting_down');
    this.inFlight += 1;
    const client = this.idle.pop() ?? (await new Promise<ClickHouseClient>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(client);
    } catch (error) {
      throw translate(error);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(client);
      else next(client);
      this.inFlight -= 1;
      if (this.inFlight === 0) this.closing?.();
    }
  }

  async version(): Promise<string> {
    return this.use(async (client) => {
      // With the settings of questions: a server that does not know one of them, or lets nobody change them, says so at once.
      const result = await client.query({ query: `SELECT version() AS v SETTINGS ${QUERY_SETTINGS}`, format: 'JSONEachRow' });
      return (await result.json<{ v: string }>())[0]?.v ?? 'unknown';
    });
  }

  query<T>(row: z.ZodType<T>, statement: Sql, options: QueryOptions = {}): Promise<T[]> {
    const { text, params } = toClickHouse(statement);
    return this.use(async (client) => {
      const result = await client.query({
        query: `${text}\nSETTINGS ${QUERY_SETTINGS}, max_execution_time = ${Math.ceil(options.timeout ?? 60)}`,
        query_params: params,
        format: 'JSONEachRow',
      });
      return (await result.json()).map((r) => row.parse(r));
    });
  }

  async *stream(statement: Sql): AsyncIterable<Record<string, unknown>> {
    const { text, params } = toClickHouse(statement);
    const pages: Record<string, unknown>[][] = [];
    let wake: () => void = () => undefined;
    let failure: Error | undefined;
    let done = false;
    let stop = false;
    const work = this.use(async (client) => {
      const result = await client.query({ query: `${text}\nSETTINGS ${QUERY_SETTINGS}`, query_params: params, format: 'JSONEachRow' });
      for await (const rows of result.stream()) {
        if (stop) break;
        pages.push(rows.map((r: { json(): unknown }) => r.json() as Record<string, unknown>));
        wake();
      }
    }).then(
      () => { done = true; wake(); },
      (error: unknown) => { failure = error instanceof Error ? error : new Error(String(error)); done = true; wake(); },
    );
    try {
      for (;;) {
        const page = pages.shift();
        if (page !== undefined) yield* page;
        else if (failure !== undefined) throw failure;
        else if (done) return;
        else await new Promise<void>((resolve) => { wake = resolve; });
      }
    } finally {
      stop = true;
      await work;
    }
  }

  execute(statement: Sql): Promise<void> {
    const { text, params } = toClickHouse(statement);
    return this.use(async (client) => {
      await client.command({ query: text, query_params: params });
    });
  }

  insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[] | string): Promise<void> {
    const body = typeof rows === 'string' ? rows : rows.map((r) => JSON.stringify(r)).join('\n');
    if (body === '') return Promise.resolve();
    return this.use(async (client) => {
      await client.command({
        query: `INSERT INTO ${table} (${columns.join(', ')}) SETTINGS ${INSERT_SETTINGS} FORMAT JSONCompactEachRow\n${body}`,
      });
    });
  }

  insertColumns(table: string, columns: readonly string[], body: string): Promise<void> {
    return this.use(async (client) => {
      await client.command({ query: `INSERT INTO ${table} (${columns.join(', ')}) SETTINGS ${INSERT_SETTINGS} FORMAT JSONCompactColumns\n${body}` });
    });
  }

  script(text: string): Promise<void> {
    return this.use(async (client) => {
      await client.command({ query: text });
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.inFlight > 0) await new Promise<void>((resolve) => { this.closing = resolve; });
    await this.drain();
    for (const client of this.clients) await client.close();
    await this.drain();
  }
}

/** ClickHouse's codes for a full disk and for an operating system that says so. */
function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/NOT_ENOUGH_SPACE|not enough space|No space left on device/i.test(message)) return new AppError('disk_full', { path: 'the facts store' }, { cause: error });
  if (/DECIMAL_OVERFLOW|Convert overflow|Decimal (math )?overflow/i.test(message)) return new AppError('amount_too_large', {}, { cause: error });
  return error;
}

/**
 * Opens the facts store.
 * @param folder where chDB keeps its files
 * @param url of a ClickHouse server (`http://user:password@host:8123/database`); when given the folder is not used
 */
export async function openFactsStore(options: { folder: string; url?: string | undefined }): Promise<FactsStore> {
  try {
    if (options.url !== undefined) {
      const client = createClient({ url: options.url, max_open_connections: 8 });
      const store = new ClickHouseStore('clickhouse', Array.from({ length: 8 }, () => client), () => Promise.resolve());
      await store.version();
      return store;
    }
    await mkdir(path.dirname(options.folder), { recursive: true });
    await mendFactsFolder(options.folder);
    const [{ createChdbConnection }, { drainPending }] = await Promise.all([import('chdb/connection'), import('chdb')]);
    const clients = Array.from({ length: CONNECTIONS }, () => createClient({ connection: createChdbConnection({ path: options.folder }) } as never));
    const store = new ClickHouseStore('chdb', clients, async () => { await drainPending(); });
    await store.version();
    return store;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('store_unavailable', { store: 'facts', reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
