// Writes the refused rows of an import where the user wants them.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** @returns the absolute path of what was written */
export async function writeRejects(rows: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const target = path.resolve(file);
  await mkdir(path.dirname(target), { recursive: true });
  await pipeline(Readable.from(rows, { objectMode: false }), createWriteStream(target, { mode: 0o600 }));
  return target;
}
