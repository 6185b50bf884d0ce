// Files on their way in, kept in the data folder until their import has ended.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from '../connectors/connector.js';
import { asFolderError } from '../database/folder-error.js';
import type { UploadRow } from './import-records.js';

/** Bytes of one read. */
const CHUNK = 256 * 1024;

/** A file name without its folders and without characters that a folder could not hold. */
const plainName = (name: string): string => [...(name.split(/[\\/]/).at(-1) ?? '')].filter((c) => c >= ' ').join('').slice(0, 200) || 'file';

export interface Uploads {
  /** Durable when the promise resolves; nothing is kept when the stream breaks off. @throws AppError disk_full */
  save(body: AsyncIterable<Uint8Array>, name: string): Promise<UploadRow>;
  open(upload: Pick<UploadRow, 'id' | 'file' | 'size'>, onBytes?: (total: number) => void): SourceFile;
  /** Where its bytes lie. */
  pathOf(id: string): string;
  remove(id: string): Promise<void>;
  /** Removes whatever else lies in the folder: uploads that a killed process left half way. Not while one is under way. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
}

/** A name is durable only when its folder is, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function createUploads(folder: string): Uploads {
  const pathOf = (id: string): string => path.join(folder, id);
  return {
    pathOf,
    async save(body, name) {
      const id = randomUUID();
      const partial = `${pathOf(id)}.part`;
      const hash = createHash('sha256');
      let size = 0;
      try {
        await mkdir(folder, { recursive: true });
        const handle = await open(partial, 'wx', 0o600);
        try {
          for await (const chunk of body) {
            hash.update(chunk);
            size += chunk.byteLength;
            await handle.writeFile(chunk);
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(partial, pathOf(id));
        await syncFolder(folder);
      } catch (error) {
        await rm(partial, { force: true }).catch(() => undefined);
        throw asFolderError(error, folder);
      }
      return { id, file: plainName(name), size, digest: hash.digest('hex') };
    },
    open: ({ id, file, size }, onBytes) => ({
      name: file,
      size,
      async *open() {
        let total = 0;
        for await (const chunk of createReadStream(pathOf(id), { highWaterMark: CHUNK })) {
          total += (chunk as Buffer).byteLength;
          onBytes?.(total);
          yield chunk as Buffer;
        }
      },
    }),
    async remove(id) {
      await rm(pathOf(id), { force: true });
    },
    async keepOnly(ids) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) if (!ids.has(name)) await rm(pathOf(name), { force: true });
    },
  };
}
