// Opens empty, migrated stores for tests: PGlite in memory, or a database of its own on the PostgreSQL
// server that TEST_DATABASE_URL names; chDB in a folder that goes with it. Never part of the program.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';
import pg from 'pg';
import { makeEmptyRecords, readEmptyRecords } from './empty-records.js';
import { openFactsStore, type FactsStore } from './facts-store.js';
import { migrate } from './migrate.js';
import { openRecordsStore, type RecordsStore } from './records-store.js';

export const MIGRATIONS = path.resolve(import.meta.dirname, '../../migrations');

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/leadline');

/** An empty records store, not yet migrated. Closing it removes what it held. */
export async function openTestRecords(): Promise<RecordsStore> {
  const server = env['TEST_DATABASE_URL'];
  if (server === undefined || server === '') return openRecordsStore({ dump: (await readEmptyRecords(CACHE)) ?? (await makeEmptyRecords(CACHE)) });
  const database = `leadline_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const records = await openRecordsStore({ url: url.href });
  const close = records.close.bind(records);
  records.close = async () => {
    await close();
    await administer(server, `DROP DATABASE ${database} WITH (FORCE)`);
  };
  return records;
}

export interface TestStores {
  readonly records: RecordsStore;
  readonly facts: FactsStore;
  /** Closes both stores and removes what they held. */
  close(): Promise<void>;
}

/**
 * Where a folder of facts with these migrations' tables and nothing in them is kept, once a test has made one: making tables syncs
 * each to the disk, which takes most of a second.
 */
async function preparedFacts(): Promise<string> {
  const digest = createHash('sha256').update(await readFile(createRequire(import.meta.url).resolve('chdb/package.json')));
  const migrations = path.join(MIGRATIONS, 'clickhouse');
  for (const file of (await readdir(migrations)).sort()) digest.update(file).update(await readFile(path.join(migrations, file)));
  return path.join(CACHE, `facts-${digest.digest('hex').slice(0, 16)}`);
}

/** Both stores, migrated and empty. The embedded engine takes one folder per process: share what this opens within a test file. */
export async function openTestStores(): Promise<TestStores> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leadline-stores-'));
  const [own, prepared] = [path.join(folder, 'facts'), await preparedFacts()];
  const isPrepared = existsSync(prepared);
  if (isPrepared) await cp(prepared, own, { recursive: true });
  const [records, facts] = await Promise.all([openTestRecords(), openFactsStore({ folder: own })]);
  await migrate(MIGRATIONS, facts, records);
  if (!isPrepared) {
    const partial = `${prepared}.${randomUUID()}`;
    // Without the engine's note of which process holds the folder.
    await cp(own, partial, { recursive: true, filter: (file) => path.basename(file) !== 'status' });
    // Where another process was quicker, its folder stays.
    await rename(partial, prepared).catch(() => rm(partial, { recursive: true }));
  }
  return {
    records,
    facts,
    async close() {
      await records.close();
      await facts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
