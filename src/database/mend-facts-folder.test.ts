import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mendFactsFolder } from './mend-facts-folder.js';

let folder: string;
let database: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leadline-mend-'));
  database = path.join(folder, 'store', '78e', '78e1723c-d9b8-4eb2-beda-377451cf5601');
  await mkdir(database, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('forgets tables on the way whose definition a full disk left empty, and leaves whole ones alone', async () => {
  for (const name of ['funnel_next.sql', 'incoming_costs.sql']) await writeFile(path.join(database, name), '');
  for (const name of ['funnel.sql', 'visits_next.sql']) await writeFile(path.join(database, name), 'ATTACH TABLE …');
  await mendFactsFolder(folder);
  expect((await readdir(database)).sort()).toEqual(['funnel.sql', 'visits_next.sql']);
});

test('names the empty definition of a table that holds facts', async () => {
  await writeFile(path.join(database, 'touches.sql'), '');
  await expect(mendFactsFolder(folder)).rejects.toMatchObject({ code: 'store_unavailable', message: expect.stringContaining('touches.sql') as string });
});

test('takes a folder that is not there yet', async () => {
  await expect(mendFactsFolder(path.join(folder, 'none'))).resolves.toBeUndefined();
});
