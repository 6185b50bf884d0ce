// Brings both stores to the schema this version expects: forward only, each file once, with a
// checksum so that a changed file is noticed rather than silently skipped.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import type { FactsStore } from './facts-store.js';
import type { RecordsStore } from './records-store.js';
import { param, sql } from './sql.js';

interface Migration {
  readonly file: string;
  readonly text: string;
  readonly checksum: string;
}

const appliedRow = z.object({ file: z.string(), checksum: z.string() });
type Applied = z.infer<typeof appliedRow>;

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((f) => /^\d{4}_[\w-]+\.sql$/.test(f)).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file), 'utf8');
      return { file, text, checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') };
    }),
  );
}

/** What is still to be applied; throws when history and files disagree. */
function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((m) => [m.file, m]));
  for (const done of applied) {
    const migration = known.get(done.file);
    if (migration === undefined) throw new AppError('migration_unknown', { file: done.file });
    if (migration.checksum !== done.checksum) throw new AppError('migration_changed', { file: done.file });
  }
  const done = new Set(applied.map((a) => a.file));
  return migrations.filter((m) => !done.has(m.file));
}

/** Statements of a ClickHouse migration, each ended by a semicolon at a line's end. */
const statementsOf = (text: string): string[] =>
  text.split(/;\s*(?:\n|$)/).map((s) => s.replace(/^\s*--.*$/gm, '').trim()).filter((s) => s !== '');

async function appliedFacts(store: FactsStore): Promise<Applied[]> {
  await store.script('CREATE TABLE IF NOT EXISTS schema_migrations (file String, checksum String, applied_at DateTime64(3, \'UTC\') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY file');
  return store.query(appliedRow, sql`SELECT file, checksum FROM schema_migrations ORDER BY file`);
}

async function appliedRecords(store: RecordsStore): Promise<Applied[]> {
  await store.execute(sql`CREATE TABLE IF NOT EXISTS schema_migrations (file text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  return store.query(appliedRow, sql`SELECT file, checksum FROM schema_migrations ORDER BY file`);
}

/** Names of the migrations that `migrate` would apply, e.g. `postgres/0002_imports.sql`. */
export async function pendingMigrations(folder: string, facts: FactsStore, records: RecordsStore): Promise<string[]> {
  const forFacts = pendingOf(await readMigrations(path.join(folder, 'clickhouse')), await appliedFacts(facts));
  const forRecords = pendingOf(await readMigrations(path.join(folder, 'postgres')), await appliedRecords(records));
  return [...forFacts.map((m) => `clickhouse/${m.file}`), ...forRecords.map((m) => `postgres/${m.file}`)];
}

/**
 * Applies what is pending and answers the names of what was applied.
 * ClickHouse has no transactions over DDL: each of its statements must be safe to run again (IF NOT EXISTS).
 */
export async function migrate(folder: string, facts: FactsStore, records: RecordsStore): Promise<string[]> {
  const names: string[] = [];
  for (const { file, text, checksum } of pendingOf(await readMigrations(path.join(folder, 'postgres')), await appliedRecords(records))) {
    await records.script(text, async (tx) => {
      await tx.execute(sql`INSERT INTO schema_migrations (file, checksum) VALUES (${param('String', file)}, ${param('String', checksum)})`);
    });
    names.push(`postgres/${file}`);
  }
  for (const { file, text, checksum } of pendingOf(await readMigrations(path.join(folder, 'clickhouse')), await appliedFacts(facts))) {
    for (const statement of statementsOf(text)) await facts.script(statement);
    await facts.insert('schema_migrations', ['file', 'checksum'], [[file, checksum]]);
    names.push(`clickhouse/${file}`);
  }
  return names;
}
