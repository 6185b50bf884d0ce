// A text file as a whole, for what reads it at once: recognised as decode.ts does, refused where it is no text.
import type { SourceFile } from '../connector.js';
import { decodeText, readHead, refuseForeign } from './decode.js';

/** Bytes by which a file is known. */
const HEAD = 2048;

/**
 * @param reader how a refusal names what reads it
 * @param expected what it reads, in words
 * @throws AppError wrong_file
 */
export async function wholeText(file: SourceFile, reader: string, expected: string): Promise<string> {
  refuseForeign(file, await readHead(file, HEAD), reader, expected);
  const pieces: string[] = [];
  for await (const piece of decodeText(file)) pieces.push(piece);
  return pieces.join('');
}
