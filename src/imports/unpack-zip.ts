// Takes the files out of a ZIP archive into a folder, one after the other and streaming. The format is yauzl's to read; that a
// file is what the archive's list says of it is checked here, since yauzl leaves checksums alone. Names in it are never paths
// to write to: each file gets a folder of its own, by number.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { asFolderError } from '../database/folder-error.js';
import { AppError } from '../shared/errors.js';

const [STORED, DEFLATED] = [0, 8];

/** Files of one archive, and bytes that they take unpacked: as many as of one file that is sent as it is. */
const MOST_FILES = 1000;
const MOST_BYTES = 20 * 1024 ** 3;
/** Tables shrink to a fiftieth at most; what is smaller by more than this is made to fill a disk. */
const MOST_SHRUNK = 500;
const SMALL = 100 * 1024 ** 2;

/** A file out of an archive: where it lies now, and its whole name in there. */
export interface UnpackedFile {
  readonly file: string;
  readonly name: string;
}

const refuse = (file: string, found: string, expected = 'a ZIP archive as any program makes one, neither split nor with a password'): AppError =>
  new AppError('wrong_file', { file: path.basename(file), connector: 'the import', found, expected });
const damaged = (file: string, name: string): AppError => refuse(file, `${name} in it is damaged`, 'a whole archive; download it again');

/** A fault of the system, such as a full disk, and not of the archive. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** Passes on what comes, and fails when it is not what the list promises: never more than the size named there. */
function check(file: string, name: string, { uncompressedSize, crc32: checksum }: Entry): Transform {
  let [length, sum] = [0, 0];
  return new Transform({
    transform(chunk: Buffer, _, done) {
      length += chunk.length;
      sum = crc32(chunk, sum);
      if (length > uncompressedSize) done(damaged(file, name));
      else done(null, chunk);
    },
    flush(done) {
      done(length === uncompressedSize && sum === checksum ? null : damaged(file, name));
    },
  });
}

async function unpack(archive: ZipFile, file: string, name: string, entry: Entry, target: string): Promise<void> {
  if (entry.isEncrypted()) throw refuse(file, `${name} in it has a password`);
  const { compressionMethod: method } = entry;
  if (method !== STORED && method !== DEFLATED) throw refuse(file, `${name} in it is packed in a way that can't be read (method ${method})`);
  try {
    await pipeline(await archive.openReadStreamPromise(entry), check(file, name, entry), createWriteStream(target));
  } catch (error) {
    throw error instanceof AppError || isOfSystem(error) ? error : damaged(file, name);
  }
}

/** @throws AppError wrong_file */
async function openArchive(file: string): Promise<ZipFile> {
  try {
    // Names are decoded and sizes checked below: what is amiss with one file, or leads elsewhere, must not refuse those before it unsaid.
    return await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    if (isOfSystem(error)) throw error;
    throw refuse(file, 'it is cut off, split or no ZIP archive: its list of files is missing');
  }
}

interface Wanted {
  readonly entry: Entry;
  readonly name: string;
}

/** The files to take out, by the archive's list. @throws AppError wrong_file: more than any exports come to */
async function listFiles(archive: ZipFile, file: string, takes: (name: string) => boolean): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  let [packed, unpacked] = [0, 0];
  for await (const entry of entriesOf(archive, file)) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    if (name.endsWith('/') || !takes(name)) continue;
    wanted.push({ entry, name });
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (wanted.length > MOST_FILES) throw refuse(file, `there are more than ${String(MOST_FILES)} files in it`, 'an archive of exports; import what else is in it as archives of their own');
    if (unpacked > MOST_BYTES) throw refuse(file, 'its files are larger than 20 GB when they are unpacked', 'an archive of exports; import large ones each by itself');
    if (packed > archive.fileSize) throw refuse(file, 'the files in it are longer than the archive: they lie over one another');
    if (unpacked > SMALL && unpacked > MOST_SHRUNK * packed) throw refuse(file, `${name} in it is packed ${String(MOST_SHRUNK)}-fold, as no table is`, 'an archive of exports; import this one as it is, unpacked');
  }
  return wanted;
}

/**
 * Unpacks the files that `takes` wants, in the archive's order.
 * @param folder where to; it must exist
 * @throws AppError wrong_file for an archive that is damaged, split or has a password, disk_full
 */
export async function unpackZip(file: string, folder: string, takes: (name: string) => boolean): Promise<UnpackedFile[]> {
  const archive = await openArchive(file);
  try {
    const unpacked: UnpackedFile[] = [];
    for (const { entry, name } of await listFiles(archive, file, takes)) {
      const place = path.join(folder, String(unpacked.length + 1));
      await mkdir(place);
      // The end of a name has its kind; a folder holds no more than 255 bytes of it, three for each letter here.
      const target = path.join(place, path.posix.basename(name).replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/^\.+/, '').slice(-80) || 'file');
      await unpack(archive, file, name, entry, target);
      unpacked.push({ file: target, name });
    }
    return unpacked;
  } catch (error) {
    throw asFolderError(error, folder);
  } finally {
    archive.close();
  }
}

/** @throws AppError wrong_file: the list of files does not hold together */
async function* entriesOf(archive: ZipFile, file: string): AsyncIterable<Entry> {
  const entries = archive.eachEntry();
  for (;;) {
    let next: IteratorResult<Entry>;
    try {
      next = await entries.next();
    } catch (error) {
      throw isOfSystem(error) ? error : refuse(file, 'its list of files is damaged', 'a whole archive; download it again');
    }
    if (next.done === true) return;
    yield next.value;
  }
}
