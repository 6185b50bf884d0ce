// The files that paths stand for: files themselves, those of folders, those in ZIP archives. What systems leave in
// folders of their own accord is no export.
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isZipOfFiles } from '../connectors/reading/file-kind.js';
import { isExport } from '../shared/is-export.js';
import { unpackZip } from './unpack-zip.js';
import { checkInput } from './check-input.js';

export interface GatheredFile {
  readonly file: string;
  /** As it is shown: within its folder or archive. */
  readonly name: string;
}

export interface GatheredFiles {
  readonly files: readonly GatheredFile[];
  /** Removes what was unpacked. */
  remove(): Promise<void>;
}

/** Bytes by which an archive is told from a workbook. */
const HEAD = 8192;

/** Whether a file is an archive of files; a workbook, which is an archive inside, is not. */
export async function isZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return isZipOfFiles(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** @throws AppError not_found, invalid_input, wrong_file */
export async function gatherFiles(paths: readonly string[]): Promise<GatheredFiles> {
  const files: GatheredFile[] = [];
  const unpacked: string[] = [];
  const remove = async (): Promise<void> => {
    for (const folder of unpacked) await rm(folder, { recursive: true, force: true });
  };
  const take = async (file: string, name: string): Promise<void> => {
    await checkInput(file);
    if (!(await isZip(file))) {
      files.push({ file, name });
      return;
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'leadline-zip-'));
    unpacked.push(folder);
    for (const one of await unpackZip(file, folder, isExport)) files.push({ file: one.file, name: `${name}/${one.name}` });
  };
  try {
    for (const given of paths) {
      const found = await stat(given).catch(() => undefined);
      if (found?.isDirectory() !== true) {
        await take(given, path.basename(given));
        continue;
      }
      const inside = (await readdir(given, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.relative(given, path.join(entry.parentPath, entry.name)));
      for (const name of inside.sort()) if (isExport(name.replaceAll(path.sep, '/'))) await take(path.join(given, name), name);
    }
    return { files, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
