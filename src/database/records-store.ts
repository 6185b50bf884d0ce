// The records port: what people edit and what identifies them. PGlite in the data folder by
// default, a PostgreSQL server with DATABASE_URL; the same SQL for both.
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type Transaction as PgliteTransaction } from '@electric-sql/pglite';
import pg from 'pg';
import type { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { toPostgres, type Sql } from './sql.js';

/** Runs statements; either the store itself or a transaction on it. */
export interface RecordsQueries {
  /** Rows parsed by `row`; a row that does not fit is a defect and throws. 64-bit integers arrive as bigint, numeric and timestamps as text. */
  query<T>(row: z.ZodType<T>, statement: Sql): Promise<T[]>;
  /** Runs a statement and answers how many rows it touched. */
  execute(statement: Sql): Promise<number>;
}

export interface RecordsStore extends RecordsQueries {
  readonly engine: 'pglite' | 'postgres';
  /** Server version, e.g. `18.0`. */
  version(): Promise<string>;
  /** All or nothing; durable when the promise resolves. */
  transaction<T>(work: (tx: RecordsQueries) => Promise<T>): Promise<T>;
  /** Several statements of trusted text in one transaction: migrations only. */
  script(text: string, after: (tx: RecordsQueries) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const INT8 = 20;
const TEXT_TYPES = [1700, 1082, 1114, 1184]; // numeric, date, timestamp, timestamptz

/** SQLSTATEs and codes of the operating system that mean: the server is gone, going or not ready. */
const GONE = /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** How the driver words a connection that ended under a query; it gives no code. */
const CUT_OFF = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What any statement may run into: no server, no space. */
function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '53100' || code === 'ENOSPC' || /No space left on device/i.test(error.message)) return new AppError('disk_full', { path: 'the records store' }, { cause: error });
  if (GONE.test(code) || CUT_OFF.test(error.message)) return new AppError('store_unavailable', { store: 'records', reason: 'the connection to PostgreSQL is lost or refused' }, { cause: error });
  return error;
}

const translated = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw translate(error);
  }
};

const parseRows = <T>(row: z.ZodType<T>, rows: readonly unknown[]): T[] => rows.map((r) => row.parse(r));

/**
 * PGlite never calls fsync. Its write-ahead log is fsynced here after each commit, so that what was acknowledged survives
 * a power cut as well as a killed process: every segment written since the last time, for a commit can span several and
 * the newest by name may be one kept for later use.
 */
class WriteAheadLog {
  private readonly synced = new Map<string, number>();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly folder: string) {}

  sync(): Promise<void> {
    this.running = this.running.catch(() => undefined).then(() => this.syncChanged());
    return this.running;
  }

  private async syncChanged(): Promise<void> {
    for (const name of (await readdir(this.folder)).filter((n) => /^[0-9A-F]{24}$/.test(n))) {
      const file = path.join(this.folder, name);
      const found = await stat(file).catch(() => undefined); // a segment may be recycled under our hands
      if (found === undefined || this.synced.get(name) === found.mtimeMs) continue;
      const handle = await open(file, 'r+');
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
      // Written again within the clock's grain? Then it is synced once more next time.
      if (Date.now() - found.mtimeMs > 50) this.synced.set(name, found.mtimeMs);
    }
  }
}

/** How values arrive from PGlite: as RecordsQueries says. */
const PGLITE_OPTIONS = {
  // It holds what people edit, and the operating system keeps its files in memory anyway.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'],
  parsers: {
    [INT8]: (text: string) => BigInt(text),
    ...Object.fromEntries(TEXT_TYPES.map((oid) => [oid, (text: string) => text])),
  },
};

class PgliteStore implements RecordsStore {
  readonly engine = 'pglite';
  private readonly log: WriteAheadLog | undefined;

  constructor(private readonly db: PGlite, dataPath: string | undefined) {
    this.log = dataPath === undefined ? undefined : new WriteAheadLog(path.join(dataPath, 'pg_wal'));
  }

  private async durable(): Promise<void> {
    await this.log?.sync();
  }

  private static on(db: PGlite | PgliteTransaction): RecordsQueries {
    return {
      async query(row, statement) {
        const { text, values } = toPostgres(statement);
        return parseRows(row, (await db.query(text, values as unknown[])).rows);
      },
      async execute(statement) {
        const { text, values } = toPostgres(statement);
        return (await db.query(text, values as unknown[])).affectedRows ?? 0;
      },
    };
  }

  query<T>(row: z.ZodType<T>, statement: Sql): Promise<T[]> {
    return translated(PgliteStore.on(this.db).query(row, statement));
  }
  execute(statement: Sql): Promise<number> {
    return translated((async () => {
      const touched = await PgliteStore.on(this.db).execute(statement);
      await this.durable();
      return touched;
    })());
  }
  async version(): Promise<string> {
    const { rows } = await this.db.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  }
  private inTransaction<T>(work: (tx: PgliteTransaction) => Promise<T>): Promise<T> {
    return translated((async () => {
      const result = await this.db.transaction(work);
      await this.durable();
      return result;
    })());
  }
  transaction<T>(work: (tx: RecordsQueries) => Promise<T>): Promise<T> {
    return this.inTransaction((tx) => work(PgliteStore.on(tx)));
  }
  script(text: string, after: (tx: RecordsQueries) => Promise<void>): Promise<void> {
    return this.inTransaction(async (tx) => {
      await tx.exec(text);
      await after(PgliteStore.on(tx));
    });
  }
  async close(): Promise<void> {
    await this.db.close();
  }
}

class PostgresStore implements RecordsStore {
  readonly engine = 'postgres';
  constructor(private readonly pool: pg.Pool) {}

  private static on(client: pg.Pool | pg.PoolClient): RecordsQueries {
    return {
      async query(row, statement) {
        const { text, values } = toPostgres(statement);
        return parseRows(row, (await client.query(text, values as unknown[])).rows);
      },
      async execute(statement) {
        const { text, values } = toPostgres(statement);
        return (await client.query(text, values as unknown[])).rowCount ?? 0;
      },
    };
  }
  query<T>(row: z.ZodType<T>, statement: Sql): Promise<T[]> {
    return translated(PostgresStore.on(this.pool).query(row, statement));
  }
  execute(statement: Sql): Promise<number> {
    return translated(PostgresStore.on(this.pool).execute(statement));
  }
  async version(): Promise<string> {
    const { rows } = await translated(this.pool.query<{ server_version: string }>('SHOW server_version'));
    return rows[0]?.server_version ?? 'unknown';
  }
  private async inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await translated(this.pool.connect());
    // Between two queries nobody waits for an answer: a connection that ends then is an event, and one without a
    // listener ends the process. The next query reports it.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw translate(error);
    } finally {
      client.off('error', ignore);
      client.release();
    }
  }
  transaction<T>(work: (tx: RecordsQueries) => Promise<T>): Promise<T> {
    return this.inTransaction((client) => work(PostgresStore.on(client)));
  }
  script(text: string, after: (tx: RecordsQueries) => Promise<void>): Promise<void> {
    return this.inTransaction(async (client) => {
      await client.query(text);
      await after(PostgresStore.on(client));
    });
  }
  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** A new folder gets its name when it is complete: a process that dies on the way leaves nothing that can't be opened. */
async function makeFolder(folder: string, begin: { readonly loadDataDir: Blob } | false): Promise<void> {
  const next = `${folder}.new`;
  await rm(next, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  const db = await PGlite.create({ dataDir: next, ...PGLITE_OPTIONS, ...begin });
  await db.close();
  await rename(next, folder);
}

/**
 * Opens the records store.
 * @param folder where PGlite keeps its files; undefined keeps them in memory (tests)
 * @param url a PostgreSQL connection string; when given the folder is not used
 * @param dump of an empty PGlite's files, to begin a new folder with; without it they are made, which takes seconds
 */
export async function openRecordsStore(options: { folder?: string | undefined; url?: string | undefined; dump?: Blob | undefined }): Promise<RecordsStore> {
  try {
    if (options.url !== undefined) {
      const types: pg.CustomTypesConfig = {
        getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) => {
          if (oid === INT8) return (text) => BigInt(text);
          if (TEXT_TYPES.includes(oid)) return (text) => text;
          return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
        },
      };
      const pool = new pg.Pool({ connectionString: options.url, max: 8, types });
      pool.on('error', () => undefined); // a broken idle connection is replaced at the next query, which reports if it can't be
      await pool.query('SELECT 1');
      return new PostgresStore(pool);
    }
    const begin = options.dump !== undefined && { loadDataDir: options.dump };
    if (options.folder === undefined) return new PgliteStore(await PGlite.create({ ...PGLITE_OPTIONS, ...begin }), undefined);
    if (!existsSync(options.folder)) await makeFolder(options.folder, begin);
    return new PgliteStore(await PGlite.create({ dataDir: options.folder, ...PGLITE_OPTIONS }), options.folder);
  } catch (cause) {
    throw new AppError('store_unavailable', { store: 'records', reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
