// Stores the files of a stored archive, each for itself.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../shared/errors.js';
import { isExport } from '../shared/is-export.js';
import type { UploadRow } from './import-records.js';
import { unpackZip } from './unpack-zip.js';
import type { Uploads } from './uploads.js';

/** @throws AppError wrong_file: it is no archive, a damaged one, or there is no file in it */
export async function unpackUpload(uploads: Uploads, archive: UploadRow): Promise<UploadRow[]> {
  const place = await mkdtemp(path.join(tmpdir(), 'leadline-unpack-'));
  const stored: UploadRow[] = [];
  try {
    for (const { file, name } of await unpackZip(uploads.pathOf(archive.id), place, isExport)) stored.push(await uploads.save(createReadStream(file), name));
    if (stored.length > 0) return stored;
    throw new AppError('wrong_file', { file: archive.file, connector: 'the import', found: 'there is no file in it', expected: 'an archive of exports' });
  } catch (error) {
    for (const { id } of stored) await uploads.remove(id);
    // It lies under its id; its sender knows it by its name.
    throw error instanceof AppError && error.code === 'wrong_file' ? new AppError('wrong_file', { ...error.details, file: archive.file }, { cause: error }) : error;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
