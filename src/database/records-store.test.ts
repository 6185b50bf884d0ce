// What only a PostgreSQL server can do to a records store: end a connection. Needs the server that TEST_DATABASE_URL names.
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestRecords } from './test-stores.js';
import { openRecordsStore, type RecordsStore } from './records-store.js';
import { jsonb, param, sql } from './sql.js';

let records: RecordsStore;
beforeAll(async () => { records = await openTestRecords(); });
afterAll(() => records.close());

const one = z.object({ n: z.number() });

test('keeps text with a NUL or half a surrogate pair, each replaced', async () => {
  const odd = `a${String.fromCharCode(0)}b${String.fromCharCode(0xd83d)}`;
  const [row] = await records.query(z.object({ text: z.string(), json: z.unknown() }), sql`SELECT CAST(${param('String', odd)} AS text) AS text, ${jsonb({ odd })} AS json`);
  expect(row).toEqual({ text: 'a\ufffdb\ufffd', json: { odd: 'a\ufffdb\ufffd' } });
});

describe.runIf((env['TEST_DATABASE_URL'] ?? '') !== '')('a server', () => {
  test('that ends the connection between two queries of a transaction fails that transaction alone', async () => {
    const broken = records.transaction(async (tx) => {
      const [row] = await tx.query(z.object({ pid: z.number() }), sql`SELECT pg_backend_pid() AS pid`);
      await records.query(z.object({ ended: z.boolean() }), sql`SELECT pg_terminate_backend(${param('Int32', row?.pid ?? 0)}) AS ended`);
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      await tx.query(one, sql`SELECT 1 AS n`);
    });
    await expect(broken).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await records.query(one, sql`SELECT 1 AS n`)).toEqual([{ n: 1 }]);
  });

  test('that is not there is said to be so', async () => {
    await expect(openRecordsStore({ url: 'postgres://leadline@127.0.0.1:1/none' })).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
