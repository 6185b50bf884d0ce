// Opens empty, migrated stores for tests: PGlite in memory, or a database of its own on the PostgreSQL
// server that TEST_DATABASE_URL names; chDB in a folder that goes with it. Never part of the program.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
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

/** Both stores, migrated and empty. The embedded engine takes one folder per process: share what this opens within a test file. */
export async function openTestStores(): Promise<TestStores> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leadline-stores-'));
  const [records, facts] = await Promise.all([openTestRecords(), openFactsStore({ folder: path.join(folder, 'facts') })]);
  await migrate(MIGRATIONS, facts, records);
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
