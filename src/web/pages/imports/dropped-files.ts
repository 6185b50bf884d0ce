// The files that were dropped or chosen, those within folders among them, without what systems leave there themselves.
import { isExport } from '../../../shared/is-export.js';

/** Files that are taken at once; for more there is the command line. */
export const MOST_FILES = 200;

/** The files of a chosen folder name their path in it. */
export const exportsAmong = (files: readonly File[]): File[] => files.filter((file) => isExport(file.webkitRelativePath || file.name));

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader answers a part at a time, and nothing when there is no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function filesIn(entry: FileSystemEntry, most: number): Promise<File[]> {
  if (most <= 0 || !isExport(entry.name)) return [];
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const files: File[] = [];
  for (const one of await entriesOf(entry as FileSystemDirectoryEntry)) files.push(...(await filesIn(one, most - files.length)));
  return files;
}

/** Files of a drop, up to one more than are taken. To be called while the drop is handled: later it is empty. */
export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Where the browser knows no entries there are no folders either.
  if (entries.length === 0) return [...dropped.files];
  const files: File[] = [];
  for (const entry of entries) files.push(...(await filesIn(entry, MOST_FILES + 1 - files.length)));
  return files;
}
