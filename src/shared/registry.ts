// Loads a drop-in folder: every module in it is one entry, found by being there. Server side only.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * The default exports of all modules directly in `folder`, in order of file name.
 * @param accept tells an entry from another module of the folder (a contract, a shared piece); what it refuses is left out
 * @throws TypeError when a module that has a default export is no entry, naming the file
 */
export async function loadRegistry<T>(folder: URL, accept: (value: unknown) => value is T): Promise<T[]> {
  const base = folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`);
  const files = (await readdir(fileURLToPath(base))).filter((f) => /\.(js|ts)$/.test(f) && !/\.(test|d|bench)\.[jt]s$/.test(f)).sort();
  const entries: T[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, base).href)) as { default?: unknown };
    if (module.default === undefined) continue;
    if (!accept(module.default)) throw new TypeError(`${file} does not export what its folder holds`);
    entries.push(module.default);
  }
  return entries;
}
