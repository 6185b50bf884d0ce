import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipOf } from '../../test/support/zip-of.js';
import { unpackZip } from './unpack-zip.js';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'leadline-test-zip-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

let n = 0;
async function unpack(bytes: Buffer): Promise<{ name: string; text: string; file: string }[]> {
  const target = await mkdtemp(path.join(folder, 'out-'));
  const archive = path.join(folder, `${String((n += 1))}.zip`);
  await writeFile(archive, bytes);
  const files = await unpackZip(archive, target, (name) => !name.startsWith('no/'));
  return Promise.all(files.map(async ({ name, file }) => ({ name, text: await readFile(file, 'utf8'), file: path.relative(target, file) })));
}
const MANY = 'Record ID,Email\n'.repeat(5000);

test('takes out files that are packed, stored or empty, in their order, and leaves out the others', async () => {
  const bytes = zipOf([['exports/contacts.csv', MANY, 'deflate'], ['exports/', '', 'store'], ['no/secret.csv', 'x', 'deflate'], ['Firmy žluté.csv', 'a,b\n1,2\n', 'store'], ['empty.csv', '', 'store']]);
  expect(await unpack(bytes)).toEqual([
    { name: 'exports/contacts.csv', text: MANY, file: '1/contacts.csv' }, { name: 'Firmy žluté.csv', text: 'a,b\n1,2\n', file: '2/Firmy žluté.csv' }, { name: 'empty.csv', text: '', file: '3/empty.csv' },
  ]);
});

test('writes nowhere but into its folder, whatever a name says', async () => {
  const found = await unpack(zipOf([['../../etc/passwd', 'a', 'store'], ['/abs.csv', 'b', 'store'], ['..\\..\\win.csv', 'c', 'store'], ['x/..', 'd', 'store']]));
  for (const { file } of found) expect(file).toMatch(/^\d+\/[^/]+$/);
  expect(found.map((f) => f.text)).toEqual(['a', 'b', 'c', 'd']);
});

test('refuses what is damaged, cut off, too long or has a password', async () => {
  const good = zipOf([['a.csv', MANY, 'deflate']]);
  const broken = Buffer.from(good);
  broken.fill(0xff, 60, 90);
  const refused = { code: 'wrong_file' };
  await expect(unpack(broken)).rejects.toMatchObject(refused);
  await expect(unpack(good.subarray(0, good.length - 40))).rejects.toMatchObject(refused);
  await expect(unpack(Buffer.from('PK\u0003\u0004 and nothing more'))).rejects.toMatchObject(refused);
  await expect(unpack(zipOf([['a.csv', MANY, 'deflate']], { claimedSize: 100 }))).rejects.toMatchObject(refused);
  await expect(unpack(zipOf([['a.csv', 'x', 'store']], { flags: 1 }))).rejects.toMatchObject({ ...refused, message: expect.stringContaining('password') });
  await expect(unpack(zipOf([['a.csv', 'x', 'store']], { checksum: 1 }))).rejects.toMatchObject({ ...refused, message: expect.stringContaining('damaged') });
});
