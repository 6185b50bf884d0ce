// Mends what a full disk leaves in the embedded engine's folder: a table created then has a definition without a word in
// it, and the engine opens no database that holds one. Tables that are made on the way and hold nothing of their own are
// forgotten, and made again when they are needed; of any other the file is named.
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../shared/errors.js';

/** Tables that rows pass through: on their way in, and of read models before they are exchanged. */
const PASSING = /^(incoming_\w+|\w+_next)\.sql$/;

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));

/**
 * To be called before the engine opens the folder.
 * @throws AppError store_unavailable naming a definition that is empty and can't be made again
 */
export async function mendFactsFolder(folder: string): Promise<void> {
  // Definitions stand in store/<three digits>/<id of the database>/<table>.sql; the other folders there hold rows and are not listed deeper.
  const databases = (await Promise.all((await foldersIn(path.join(folder, 'store'))).map(foldersIn))).flat();
  for (const database of databases) {
    for (const name of (await readdir(database)).filter((file) => file.endsWith('.sql'))) {
      const file = path.join(database, name);
      if ((await stat(file)).size > 0) continue;
      if (!PASSING.test(name)) {
        throw new AppError('store_unavailable', { store: 'facts', reason: `the definition of a table is empty (${file}), as a full disk leaves it. Restore that file from a backup` });
      }
      await rm(file);
    }
  }
}
