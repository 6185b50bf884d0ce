// Takes the files out of a ZIP archive into a folder, one after the other and streaming. Names in it are never paths to
// write to: each file gets a folder of its own, by number. Format: PKWARE APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12, 4.3.16.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import { AppError } from '../shared/errors.js';

const END_RECORD = 22;
const LONGEST_COMMENT = 65_535;
const CENTRAL = 46;
const LOCAL = 30;
const ENCRYPTED = 1;
const UTF8 = 0x800;
const [STORED, DEFLATED] = [0, 8];
/** Stands where the longer form of the format has the number elsewhere. */
const ELSEWHERE = 0xffff_ffff;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** A file out of an archive: where it lies now, and its whole name in there. */
export interface UnpackedFile {
  readonly file: string;
  readonly name: string;
}

const refuse = (file: string, found: string, expected = 'a ZIP archive as any program makes one, neither split nor with a password'): AppError =>
  new AppError('wrong_file', { file: path.basename(file), connector: 'the import', found, expected });

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

async function readEntries(handle: FileHandle, file: string): Promise<ZipEntry[]> {
  const { size } = await handle.stat();
  const tailLength = Math.min(size, END_RECORD + LONGEST_COMMENT);
  const tail = await readAt(handle, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.length - end < END_RECORD) throw refuse(file, 'it is cut off or no ZIP archive: its list of files is missing');
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (length === ELSEWHERE || start === ELSEWHERE || start + length > size) throw refuse(file, 'its list of files lies beyond what can be read (larger than 4 GB, or cut off)', 'an archive of at most 4 GB; unpack it and give the folder instead');
  const list = await readAt(handle, start, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + CENTRAL <= list.length && list.readUInt32LE(at) === 0x0201_4b50; ) {
    const [nameLength, extraLength, commentLength] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30), list.readUInt16LE(at + 32)];
    const flags = list.readUInt16LE(at + 8);
    const raw = list.subarray(at + CENTRAL, at + CENTRAL + nameLength);
    entries.push({
      name: (flags & UTF8) === 0 ? iconv.decode(raw, 'cp437') : raw.toString('utf8'), flags, method: list.readUInt16LE(at + 10), checksum: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20), size: list.readUInt32LE(at + 24), offset: list.readUInt32LE(at + 42),
    });
    at += CENTRAL + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Passes on what comes, and fails when it is not what the list promises: never more than the size named there. */
function check(file: string, { name, size, checksum }: ZipEntry): Transform {
  let [length, sum] = [0, 0];
  const damaged = (): AppError => refuse(file, `${name} in it is damaged`, 'a whole archive; download it again');
  return new Transform({
    transform(chunk: Buffer, _, done) {
      length += chunk.length;
      sum = crc32(chunk, sum);
      if (length > size) done(damaged());
      else done(null, chunk);
    },
    flush(done) {
      done(length === size && sum === checksum ? null : damaged());
    },
  });
}

async function unpack(handle: FileHandle, file: string, entry: ZipEntry, target: string): Promise<void> {
  if ((entry.flags & ENCRYPTED) !== 0) throw refuse(file, `${entry.name} in it has a password`);
  if (entry.method !== STORED && entry.method !== DEFLATED) throw refuse(file, `${entry.name} in it is packed in a way that can't be read (method ${entry.method})`);
  const header = await readAt(handle, entry.offset, LOCAL);
  if (header.length < LOCAL || header.readUInt32LE(0) !== 0x0403_4b50) throw refuse(file, `${entry.name} in it is damaged`, 'a whole archive; download it again');
  const start = entry.offset + LOCAL + header.readUInt16LE(26) + header.readUInt16LE(28);
  const source = entry.packed === 0 ? [] : createReadStream(file, { start, end: start + entry.packed - 1 });
  try {
    if (entry.method === DEFLATED) await pipeline(source, createInflateRaw(), check(file, entry), createWriteStream(target));
    else await pipeline(source, check(file, entry), createWriteStream(target));
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')) throw refuse(file, `${entry.name} in it is damaged`, 'a whole archive; download it again');
    throw error;
  }
}

/**
 * Unpacks the files that `takes` wants, in the archive's order.
 * @param folder where to; it must exist
 * @throws AppError wrong_file for an archive that is damaged, has a password or is larger than 4 GB
 */
export async function unpackZip(file: string, folder: string, takes: (name: string) => boolean): Promise<UnpackedFile[]> {
  const handle = await open(file, 'r');
  try {
    const unpacked: UnpackedFile[] = [];
    for (const entry of await readEntries(handle, file)) {
      const name = entry.name.replaceAll('\\', '/');
      if (name.endsWith('/') || !takes(name)) continue;
      const place = path.join(folder, String(unpacked.length + 1));
      await mkdir(place);
      const target = path.join(place, path.posix.basename(name).replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/^\.+/, '').slice(-120) || 'file');
      await unpack(handle, file, entry, target);
      unpacked.push({ file: target, name });
    }
    return unpacked;
  } finally {
    await handle.close();
  }
}
