// Makes ZIP archives for tests, byte by byte, so that they can be wrong in chosen ways.
import { crc32, deflateRawSync } from 'node:zlib';

export interface Wrong {
  readonly flags?: number;
  readonly claimedSize?: number;
  readonly checksum?: number;
}

const UTF8 = 0x800;

/** @param wrong what the list of files says amiss of every file */
export function zipOf(files: readonly (readonly [name: string, text: string, how: 'store' | 'deflate'])[], wrong: Wrong = {}): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, text, how] of files) {
    const [raw, title] = [Buffer.from(text), Buffer.from(name)];
    const packed = how === 'deflate' ? deflateRawSync(raw) : raw;
    const [method, flags, sum] = [how === 'deflate' ? 8 : 0, UTF8 | (wrong.flags ?? 0), wrong.checksum ?? crc32(raw)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(raw.length, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(wrong.claimedSize ?? raw.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, title, packed);
    list.push(entry, title);
    offset += local.length + title.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
