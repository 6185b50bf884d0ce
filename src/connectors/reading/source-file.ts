// A file on disk, or bytes in memory, as the source of an import.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourceFile } from '../connector.js';

/** A file on disk; its bytes are read anew at every `open`. */
export async function fileOnDisk(path: string, name = basename(path)): Promise<SourceFile> {
  const { size } = await stat(path);
  return { name, size, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
}

/** Bytes or UTF-8 text in memory: small uploads, samples, tests. */
export function fileInMemory(name: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    size: bytes.length,
    async *open() {
      yield await Promise.resolve(bytes);
    },
  };
}
