// A font out of its web package: PDF writers read a table of glyphs thousands of times, and would inflate it each time.
import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;
const FONT_ENTRY = 16;
const aligned = (length: number): number => Math.ceil(length / 4) * 4;

/**
 * The OpenType font in a WOFF 1.0 file.
 * @throws Error where the file is none
 * @see https://www.w3.org/TR/WOFF/
 */
export function unpackWoff(file: Buffer): Buffer {
  if (file.subarray(0, 4).toString('latin1') !== 'wOFF') throw new Error('this is no WOFF file');
  const count = file.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = HEADER + i * ENTRY;
    const [offset, packed, length] = [file.readUInt32BE(at + 4), file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
    const bytes = file.subarray(offset, offset + packed);
    return { tag: file.subarray(at, at + 4), checksum: file.readUInt32BE(at + 16), bytes: packed < length ? inflateSync(bytes) : bytes };
  });
  const start = 12 + count * FONT_ENTRY;
  const font = Buffer.alloc(start + tables.reduce((sum, { bytes }) => sum + aligned(bytes.length), 0));
  const power = Math.floor(Math.log2(count));
  font.set(file.subarray(4, 8), 0);
  font.writeUInt16BE(count, 4);
  font.writeUInt16BE(2 ** power * FONT_ENTRY, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE((count - 2 ** power) * FONT_ENTRY, 10);
  let at = start;
  tables.forEach(({ tag, checksum, bytes }, i) => {
    const entry = 12 + i * FONT_ENTRY;
    font.set(tag, entry);
    font.writeUInt32BE(checksum, entry + 4);
    font.writeUInt32BE(at, entry + 8);
    font.writeUInt32BE(bytes.length, entry + 12);
    font.set(bytes, at);
    at += aligned(bytes.length);
  });
  return font;
}
