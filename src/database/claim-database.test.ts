// Two installations on one PostgreSQL database. Runs where a server is.
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { claimDatabase } from './claim-database.js';

const url = env['TEST_DATABASE_URL'] ?? '';

test.runIf(url !== '')('a database is one installation\'s until that lets go of it', async () => {
  const first = await claimDatabase(url, 'server', 10_000);
  await expect(claimDatabase(url, 'import', 0)).rejects.toMatchObject({ code: 'database_in_use', message: expect.stringContaining(`leadline server on`) as unknown });
  await expect(claimDatabase(url, 'import', 0)).rejects.toMatchObject({ message: expect.stringContaining(`process ${process.pid}`) as unknown });
  await first.release();
  const second = await claimDatabase(url, 'import', 10_000);
  await second.release();
});
