// Opens empty, migrated stores for tests: PGlite in memory, or a database of its own on the PostgreSQL
// server that TEST_DATABASE_URL names; chDB in a folder that goes with it. Never part of the program.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { z } from 'zod';
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
const packageRow = z.object({ version: z.string() });

/** The files of an empty PGlite: made once and kept, for every test that opens one. */
async function emptyDump(): Promise<Blob> {
  // Its exports name no package.json: it lies two folders above the module.
  const manifest = path.resolve(path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json');
  const { version } = packageRow.parse(JSON.parse(await readFile(manifest, 'utf8')));
  const file = path.join(CACHE, `pglite-${version}.tar`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept !== undefined) return new Blob([kept]);
  const db = await PGlite.create();
  const dump = await db.dumpDataDir('none');
  await db.close();
  const partial = `${file}.${randomUUID()}`;
  await mkdir(CACHE, { recursive: true });
  await writeFile(partial, new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, file);
  return dump;
}

/** An empty records store, not yet migrated. Closing it removes what it held. */
export async function openTestRecords(): Promise<RecordsStore> {
  const server = env['TEST_DATABASE_URL'];
  if (server === undefined || server === '') return openRecordsStore({ dump: await emptyDump() });
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
