import { expect, it } from 'vitest';
import { fileInMemory } from './source-file.js';
import { wholeText } from './whole-text.js';

const read = (bytes: string | Uint8Array): Promise<string> => wholeText(fileInMemory('paths.csv', bytes), 'paths', 'a table of paths');
const TEXT = 'path,total_conversions\r\nPříklad > b,1\r\n';

it('is read in what it is written in', async () => {
  expect(await read(TEXT)).toBe(TEXT);
  expect(await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]))).toBe(TEXT);
  expect(await read(Buffer.from('path\r\nGru\u00df', 'latin1'))).toBe('path\r\nGruß');
});

it('is refused where it is no text', async () => {
  await expect(read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]))).rejects.toMatchObject({ code: 'wrong_file', details: { found: 'it is a PNG image', file: 'paths.csv' } });
  await expect(read('')).rejects.toMatchObject({ code: 'wrong_file', details: { found: 'it is an empty file' } });
});
