// Tells text from everything else by the first bytes, so that a workbook or a picture passed as CSV
// is refused with its name instead of as a thousand strange rows.

const starts = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean => signature.every((b, i) => bytes[at + i] === b);

const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls); save it as CSV'],
  [[0xff, 0xfe, 0x00, 0x00], 'text in UTF-32; save it as UTF-8'],
  [[0x00, 0x00, 0xfe, 0xff], 'text in UTF-32; save it as UTF-8'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive'],
  [[0x1f, 0x8b], 'a gzip archive; unpack it first'],
  [[0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59], 'a bzip2 archive; unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive; unpack it first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive; unpack it first'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive; unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive; unpack it first'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x52, 0x49, 0x46, 0x46], 'a media file (RIFF)'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; export it as CSV'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database; export the table as CSV'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
];

const FILES_IN_ZIP = 'a zip archive; unpack it first';

/** What a zip archive holds, by the names of its first entries. */
function zipKind(head: string): string {
  if (/xl\/|\[Content_Types\]|sharedStrings/.test(head)) return 'an Excel workbook; save it as CSV';
  if (/opendocument\.spreadsheet/.test(head)) return 'an OpenDocument spreadsheet; save it as CSV';
  if (/word\//.test(head)) return 'a Word document';
  if (/Index\/|\.iwa/.test(head)) return 'a Numbers spreadsheet; export it as CSV';
  return FILES_IN_ZIP;
}

/** Whether more characters than a stray few are controls that no text has, in any encoding. */
function holdsControls(latin: string): boolean {
  const controls = latin.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0;
  return controls > 8 && controls > latin.length / 50;
}

/** Byte order by where the NULs of mostly Latin text stand; undefined when it is not UTF-16. */
export function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (starts(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (starts(bytes, [0xfe, 0xff])) return 'utf-16be';
  const pairs = Math.min(bytes.length >> 1, 512);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * 0.6 && even === 0) return 'utf-16le';
  if (even > pairs * 0.6 && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * What a file is if it is no table of text: "an Excel workbook; save it as CSV", "a PDF", "an empty file".
 * @param bytes its first kilobytes
 * @returns undefined when it may be text
 */
export function describeForeign(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'an empty file';
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8192)).toString('latin1');
  if (latin.startsWith('PK\u0003\u0004')) return zipKind(latin);
  for (const [signature, name] of SIGNATURES) if (starts(bytes, signature)) return name;
  if (utf16Order(bytes) !== undefined) return undefined;
  if (latin.includes('\0') || holdsControls(latin)) return 'binary data';
  const text = latin.replace(/^\u00ef\u00bb\u00bf/, '').trimStart().toLowerCase();
  if (text === '') return 'an empty file';
  if (/^<(!doctype html|html|table|head|meta)/.test(text)) return 'an HTML page; export as CSV';
  if (text.startsWith('<?xml')) return 'an XML document; export as CSV';
  if (/^(\{\s*"|\[\s*[{[\]])/.test(text)) return 'a JSON document; export as CSV';
  return undefined;
}

/** Whether the bytes begin a ZIP archive of files, rather than a workbook or a document in the same format. */
export const isZipOfFiles = (head: Uint8Array): boolean => describeForeign(head) === FILES_IN_ZIP;
