// Turns a file's bytes into text, streaming: byte order marks, UTF-8, UTF-16, and Windows-1252 where
// the bytes are no UTF-8. Cutting the text into rows is left to the table.
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { AppError } from '../../shared/errors.js';
import { didYouMean } from '../../shared/nearest.js';
import type { SourceFile } from '../connector.js';
import { describeForeign, utf16Order } from './file-kind.js';

/** Text is handed on in pieces of at least this many bytes, the last excepted. */
const PIECE = 256 * 1024;
/** Without a line feed for this long, a piece is cut anyway. */
const LONGEST = 4 * 1024 * 1024;

const COMMON = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1251', 'windows-1252', 'iso-8859-1', 'iso-8859-2', 'iso-8859-15', 'macintosh', 'shift_jis', 'gbk', 'big5', 'euc-kr'];

/**
 * The first bytes of a file, at most `bytes` of them (rounded up to what one read gives).
 * Closes the file again.
 */
export async function readHead(file: SourceFile, bytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of file.open()) {
    parts.push(part);
    size += part.length;
    if (size >= bytes) break;
  }
  return Buffer.concat(parts);
}

/** @throws AppError mapping_invalid for an encoding nobody knows */
export function checkEncoding(encoding: string): void {
  if (iconv.encodingExists(encoding)) return;
  throw new AppError('mapping_invalid', {
    reason: `encoding "${encoding}" is unknown.`,
    remedy: `${didYouMean(encoding, COMMON)}Common ones: ${COMMON.join(', ')}. Leave it out to have it recognised.`,
  });
}

/** @throws AppError wrong_file when the bytes are no text, saying what they are instead */
export function refuseForeign(file: SourceFile, head: Uint8Array, connector: string, expected: string): void {
  const found = describeForeign(head);
  if (found !== undefined) throw new AppError('wrong_file', { file: file.name, connector, found: `it is ${found}`, expected });
}

/**
 * The text of a file, in pieces that never split a character. A byte order mark is dropped.
 * UTF-8 is assumed until bytes that are no UTF-8; a file that has shown none so far is Windows-1252 from there.
 * Where UTF-8 and other bytes are mixed, each line is read as what it is.
 * @param encoding any name iconv knows; undefined recognises UTF-8, UTF-16 and Windows-1252
 */
export async function* decodeText(file: SourceFile, encoding?: string): AsyncGenerator<string> {
  let known = encoding === undefined || /^utf-?8$/i.test(encoding) ? undefined : encoding;
  if (known === undefined && encoding === undefined) known = utf16Order(await readHead(file, 2048));
  if (known === undefined) yield* decodeUtf8(file);
  else yield* decodeAs(file, known);
}

async function* decodeAs(file: SourceFile, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const piece of gather(file)) {
    const text = decoder.write(piece);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}

async function* decodeUtf8(file: SourceFile): AsyncGenerator<string> {
  let carry: Buffer | undefined;
  let seen: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii';
  let first = true;
  const toText = (bytes: Buffer): string => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (seen === 'windows-1252') return iconv.decode(bytes, 'windows-1252');
    if (isUtf8(bytes)) {
      seen = 'utf-8';
      return bytes.toString('utf8');
    }
    if (seen === 'ascii' && !hasUtf8Line(bytes)) {
      seen = 'windows-1252';
      return iconv.decode(bytes, 'windows-1252');
    }
    seen = 'utf-8';
    return decodeLines(bytes);
  };
  for await (const piece of gather(file)) {
    let bytes: Buffer = carry === undefined ? piece : Buffer.concat([carry, piece]);
    carry = undefined;
    if (first) {
      first = false;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        bytes = bytes.subarray(3);
        seen = 'utf-8';
      }
    }
    const cut = bytes.length > LONGEST ? charBoundary(bytes) : bytes.lastIndexOf(0x0a) + 1;
    if (cut < bytes.length) carry = Buffer.from(bytes.subarray(cut));
    if (cut > 0) yield toText(bytes.subarray(0, cut));
  }
  if (carry !== undefined && carry.length > 0) yield toText(carry);
}

/** The end of the last line, or without one the start of the last character. */
function charBoundary(bytes: Buffer): number {
  const line = bytes.lastIndexOf(0x0a) + 1;
  if (line > 0) return line;
  let i = bytes.length - 1;
  while (i > bytes.length - 4 && ((bytes[i] ?? 0) & 0xc0) === 0x80) i--;
  return i;
}

function* lines(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, from);
    const until = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(from, until);
    from = until;
  }
}

function hasUtf8Line(bytes: Buffer): boolean {
  for (const line of lines(bytes)) if (!isAscii(line) && isUtf8(line)) return true;
  return false;
}

function decodeLines(bytes: Buffer): string {
  let text = '';
  for (const line of lines(bytes)) text += isUtf8(line) ? line.toString('utf8') : iconv.decode(line, 'windows-1252');
  return text;
}

async function* gather(file: SourceFile): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of file.open()) {
    parts.push(part);
    size += part.length;
    if (size < PIECE) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}
