// Holds the data folder for one process. Both embedded engines need that; PGlite would open a folder twice in silence.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';

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

/** Who holds the folder now; undefined when nobody does or the holder is dead. */
export async function findHolder(folder: string): Promise<Holder | undefined> {
  try {
    const found = holder.parse(JSON.parse(await readFile(path.join(folder, 'lock.json'), 'utf8')));
    return (await alive(found)) ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder.
 * @throws AppError data_folder_in_use, naming the process that holds it
 */
export async function lockFolder(folder: string, what: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'lock.json');
  const mine: Holder = { pid: process.pid, boot: await startMark(process.pid), started: new Date().toISOString(), what };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const found = await findHolder(folder);
      if (found !== undefined || attempt >= 5) {
        throw new AppError('data_folder_in_use', { path: folder, pid: found?.pid ?? 'unknown', what: found ? ` (${found.what}, since ${found.started})` : '' });
      }
      // A dead process left it: move it aside first, so that of two starters only one removes it.
      const stale = `${file}.${randomUUID()}`;
      await rename(file, stale).catch(() => undefined);
      await rm(stale, { force: true });
    }
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
