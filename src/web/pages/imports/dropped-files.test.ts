// A drop is its files and those of its folders, in parts as the browser hands them out, without what systems leave there.
import { expect, it } from 'vitest';
import { droppedFiles, exportsAmong, MOST_FILES } from './dropped-files.js';

const file = (name: string): unknown => ({ isFile: true, name, file: (done: (f: File) => void) => done(new File(['x'], name)) });
/** Hands out two entries at a time, as browsers hand out a hundred. */
const folder = (name: string, ...entries: unknown[]): unknown => ({
  isFile: false, name,
  createReader: () => {
    let at = 0;
    return { readEntries: (done: (some: unknown[]) => void) => done(entries.slice(at, (at += 2))) };
  },
});
const dropOf = (...entries: unknown[]): DataTransfer => ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer;
const names = async (drop: DataTransfer): Promise<string[]> => (await droppedFiles(drop)).map((f) => f.name);

it('takes the files of folders within folders', async () => {
  expect(await names(dropOf(file('a.csv'), folder('exports', file('b.csv'), file('.DS_Store'), folder('deep', file('c.csv')), folder('.git', file('d')), file('e.csv'))))).toEqual(['a.csv', 'b.csv', 'c.csv', 'e.csv']);
});

it('stops at one more than are taken, so that it can be said that there are more', async () => {
  expect(await names(dropOf(folder('all', ...Array.from({ length: MOST_FILES + 50 }, (_, i) => file(`${String(i)}.csv`)))))).toHaveLength(MOST_FILES + 1);
});

it('takes plain files where the browser knows no folders, and of chosen folders only exports', async () => {
  const plain = new File(['x'], 'a.csv');
  expect(await droppedFiles({ items: [{ webkitGetAsEntry: () => null }], files: [plain] } as unknown as DataTransfer)).toEqual([plain]);
  const inFolder = (path: string): File => Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });
  expect(exportsAmong([inFolder('exports/a.csv'), inFolder('exports/.git/config'), inFolder('exports/Thumbs.db'), plain]).map((f) => f.name)).toEqual(['a.csv', 'a.csv']);
});
