// The files of an empty PGlite as one archive. Making them takes seconds and half a gigabyte of memory, unpacking them
// neither: the build keeps an archive for new data folders, the tests one for themselves.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

const packageRow = z.object({ version: z.string() });

/** Where the archive for this version of PGlite lies in a folder. */
export async function emptyRecordsFile(folder: string): Promise<string> {
  // Its exports name no package.json: it lies two folders above the module.
  const manifest = path.resolve(path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json');
  const { version } = packageRow.parse(JSON.parse(await readFile(manifest, 'utf8')));
  return path.join(folder, `empty-records-${version}.tar`);
}

/** The archive in a folder; undefined where none was made. */
export async function readEmptyRecords(folder: string): Promise<Blob | undefined> {
  const kept = await readFile(await emptyRecordsFile(folder)).catch(() => undefined);
  return kept === undefined ? undefined : new Blob([kept]);
}

/** Makes the archive and keeps it in the folder, whole or not at all. */
export async function makeEmptyRecords(folder: string): Promise<Blob> {
  const db = await PGlite.create();
  const dump = await db.dumpDataDir('none');
  await db.close();
  const file = await emptyRecordsFile(folder);
  const partial = `${file}.${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  await writeFile(partial, new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, file);
  return dump;
}
