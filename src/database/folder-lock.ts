// Holds the data folder for one process. Both embedded engines need that; PGlite would open a folder twice in silence.
import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { asFolderError } from './folder-error.js';

const holder = z.object({ pid: z.number().int(), boot: z.string(), started: z.string(), what: z.string(), url: z.string().optional() });
export type Holder = z.infer<typeof holder>;

export interface FolderLock {
  /** Says at which address this process serves, so that the command line can go through it. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Start time of a process in clock ticks since boot, from /proc; empty where there is no /proc. Tells a reused pid from the holder. */
async function startMark(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

async function alive(found: Holder): Promise<boolean> {
  try {
    process.kill(found.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const mark = await startMark(found.pid);
  return mark === '' || found.boot === '' || mark === found.boot;
}

/** The living process that a lock names; undefined for the lock of a dead one, and for none. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const found = holder.parse(JSON.parse(await readFile(file, 'utf8')));
    return (await alive(found)) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Who holds the folder now; undefined when nobody does or the holder is dead. */
export const findHolder = (folder: string): Promise<Holder | undefined> => readHolder(path.join(folder, 'lock.json'));

/** Gives the lock its name, whole, so that nobody reads half of it; by a copy where the file system knows no links. False when the name is taken. */
async function take(next: string, file: string): Promise<boolean> {
  const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';
  try {
    await link(next, file).catch(async (error: unknown) => {
      if (isTaken(error)) throw error;
      await copyFile(next, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Removes the lock of a dead process. Of two starters that found it the second may hold the first one's new lock in its hands: that one is put back. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return; // another starter was first
  }
  if ((await readHolder(aside)) !== undefined) await take(aside, file);
  await rm(aside, { force: true });
}

/**
 * Takes the folder.
 * @throws AppError data_folder_in_use, naming the process that holds it
 * @throws AppError disk_full, config_invalid: the folder can't be written to
 */
export async function lockFolder(folder: string, what: string): Promise<FolderLock> {
  const file = path.join(folder, 'lock.json');
  const mine: Holder = { pid: process.pid, boot: await startMark(process.pid), started: new Date().toISOString(), what };
  const next = `${file}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(next, JSON.stringify(mine), { flag: 'wx' });
    for (let attempt = 0; !(await take(next, file)); attempt += 1) {
      const found = await findHolder(folder);
      if (found !== undefined || attempt >= 5) {
        throw new AppError('data_folder_in_use', { path: folder, pid: found?.pid ?? 'unknown', what: found ? ` (${found.what}, since ${found.started})` : '' });
      }
      await removeStale(file);
    }
  } catch (error) {
    throw asFolderError(error, folder);
  } finally {
    await rm(next, { force: true }).catch(() => undefined);
  }
  return {
    async announce(url) {
      const next = `${file}.next`;
      await writeFile(next, JSON.stringify({ ...mine, url }));
      await rename(next, file);
    },
    async release() {
      const now = await findHolder(folder);
      if (now?.pid === process.pid) await rm(file, { force: true });
    },
  };
}
