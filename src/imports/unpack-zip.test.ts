import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
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

/** A stored file of one byte with its sizes and place in the longer form, as programs write it that do not know them beforehand. */
function longFormOf(name: Buffer, flags: number): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(flags, 6);
  local.writeUInt32LE(crc32(Buffer.from('x')), 14);
  local.writeUInt32LE(1, 18);
  local.writeUInt32LE(1, 22);
  local.writeUInt16LE(name.length, 26);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(1n, 4);
  extra.writeBigUInt64LE(1n, 12);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  local.copy(entry, 6, 4, 30);
  for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffff_ffff, at);
  entry.writeUInt16LE(extra.length, 30);
  const list = Buffer.concat([entry, name, extra]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(local.length + name.length + 1, 16);
  return Buffer.concat([local, name, Buffer.from('x'), list, end]);
}

test('reads names of old programs, and sizes in the longer form', async () => {
  // ü of code page 437.
  expect(await unpack(longFormOf(Buffer.from([0x4d, 0x81, 0x6c, 0x6c, 0x65, 0x72, 0x2e, 0x63, 0x73, 0x76]), 0))).toEqual([{ name: 'Müller.csv', text: 'x', file: '1/Müller.csv' }]);
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

test('refuses what is made to fill a disk, by the list and before anything is written', async () => {
  const refused = (saying: string) => ({ code: 'wrong_file', message: expect.stringContaining(saying) as unknown });
  await expect(unpack(zipOf(Array.from({ length: 1001 }, (_, i) => [`${String(i)}.csv`, '', 'store'] as const)))).rejects.toMatchObject(refused('more than 1000 files'));
  await expect(unpack(zipOf([['a.csv', MANY, 'deflate']], { claimedSize: 200 * 1024 ** 2 }))).rejects.toMatchObject(refused('500-fold'));
  // Two entries of the list for the same bytes.
  const once = zipOf([['a.csv', 'x'.repeat(5000), 'store']]);
  const [entry, end] = [once.subarray(-22 - 46 - 5, -22), Buffer.from(once.subarray(-22))];
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(entry.length * 2, 12);
  await expect(unpack(Buffer.concat([once.subarray(0, -22), entry, end]))).rejects.toMatchObject(refused('lie over one another'));
});

test('takes names as long as the format has them, in any script', async () => {
  const name = `${'出力'.repeat(500)}.csv`;
  expect(await unpack(zipOf([[name, 'x', 'store']]))).toMatchObject([{ name, text: 'x' }]);
});
