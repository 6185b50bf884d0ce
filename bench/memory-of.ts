// What a process holds in memory, as the kernel tells it.
import { readFileSync } from 'node:fs';

/** A line of /proc/<pid>/status in MB of 10^6 bytes; undefined where there is no /proc. */
export function memoryOf(pid: number | undefined, line: 'RssAnon' | 'VmRSS'): number | undefined {
  try {
    const found = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found?.[1] === undefined ? undefined : (Number(found[1]) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

const EVERY_MILLISECONDS = 20;

/** Watches a process's own memory, without the pages of program files, which the system can drop. @returns ends that, with the most that was seen: the kernel keeps no high-water mark of it */
export function watchAnonymous(pid: number | undefined): () => number | undefined {
  let most: number | undefined;
  const look = setInterval(() => {
    const now = memoryOf(pid, 'RssAnon');
    if (now !== undefined) most = Math.max(most ?? 0, now);
  }, EVERY_MILLISECONDS);
  return () => {
    clearInterval(look);
    return most;
  };
}
