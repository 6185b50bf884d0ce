// One installation at a time writes to a PostgreSQL database: what two would record of their imports and read models
// would not hold for either's facts. Held by a lock of the session, which ends with the process however that ends.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { param, sql, toPostgres, type Sql } from './sql.js';

/** Leadline's own key among a database's advisory locks: "leadline" in ASCII. */
const KEY = 0x6c6561646c696e65n;
/** Milliseconds for the server to notice that the process before is gone. */
const PATIENCE = 3000;
const INTERVAL = 100;

export interface DatabaseClaim {
  release(): Promise<void>;
}

async function rowsOf<T>(client: pg.Client, row: z.ZodType<T>, statement: Sql): Promise<T[]> {
  const { text, values } = toPostgres(statement);
  return (await client.query(text, values as unknown[])).rows.map((found) => row.parse(found));
}

/**
 * Claims the database for this process.
 * @param what names the holder to other processes
 * @param patience milliseconds to wait for another's claim to end
 * @throws AppError database_in_use, naming who holds it
 */
export async function claimDatabase(url: string, what: string, patience = PATIENCE): Promise<DatabaseClaim> {
  const client = new pg.Client({ connectionString: url, application_name: `leadline ${what} on ${hostname()}, process ${process.pid}`, keepAlive: true });
  client.on('error', () => undefined); // the stores' own connections report a server that is gone
  try {
    await client.connect();
    for (const until = performance.now() + patience; ; await sleep(INTERVAL)) {
      const [tried] = await rowsOf(client, z.object({ held: z.boolean() }), sql`SELECT pg_try_advisory_lock(${param('Int64', KEY)}) AS held`);
      if (tried?.held === true) return { release: () => client.end() };
      if (performance.now() > until) break;
    }
    const [holder] = await rowsOf(client, z.object({ name: z.string() }), sql`
      SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32 | l.objid::bigint) = ${param('Int64', KEY)}
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    throw new AppError('database_in_use', { holder: holder?.name ?? 'another installation' });
  } catch (cause) {
    await client.end().catch(() => undefined);
    if (cause instanceof AppError) throw cause;
    throw new AppError('store_unavailable', { store: 'records', reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
