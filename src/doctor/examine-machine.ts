// Looks at what lies under the stores: Node, the data folder and its disk, the clock, the time zones.
import { randomUUID } from 'node:crypto';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { reasonOf, type Check } from './check.js';

const MEGABYTE = 1024 ** 2;
/** Below the first the stores can soon not write; below the second a large import may not fit. */
const LEAST_FREE = 256 * MEGABYTE;
const LITTLE_FREE = 2048 * MEGABYTE;
/** Milliseconds by which two clocks of one machine may differ; file systems stamp with a coarse clock. */
const CLOCK_TOLERANCE = 2000;
/** This version was written after this day: a clock before it is wrong. */
const NO_EARLIER_THAN = Date.parse('2026-01-01T00:00:00Z');

const sizeText = (bytes: number): string => (bytes >= 1024 * MEGABYTE ? `${(bytes / 1024 / MEGABYTE).toFixed(1)} GB` : `${Math.floor(bytes / MEGABYTE)} MB`);

/** Whether this Node satisfies `engines` of package.json, such as `>=20.19`. */
export function checkNode(found: string, needed: string): Check {
  const numbers = (text: string): number[] => text.replace(/^[^\d]*/, '').split('.').map(Number);
  const [have, want] = [numbers(found), numbers(needed)];
  const position = want.findIndex((n, i) => (have[i] ?? 0) !== n);
  const ok = position < 0 || (have[position] ?? 0) > (want[position] ?? 0);
  return { name: 'Node', state: ok ? 'ok' : 'failed', found: found.replace(/^v/, ''), ...(!ok && { hint: `Install Node ${needed.replace('>=', '')} or newer.` }) };
}

/** The nearest folder on the way up that exists. */
async function existing(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? folder : existing(parent);
  }
}

/** Whether files can be made in the data folder, or the folder itself where it is still to be made. */
async function checkFolder(dataFolder: string): Promise<Check> {
  const base = { name: 'Data folder' };
  const place = await existing(dataFolder);
  try {
    if (!(await stat(place)).isDirectory()) return { ...base, state: 'failed', found: `${place} is a file`, hint: 'Set LEADLINE_DATA to a folder.' };
    const probe = path.join(place, `.leadline-probe-${randomUUID()}`);
    await writeFile(probe, 'probe', { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    return { ...base, state: 'failed', found: `${place} can't be written to: ${reasonOf(error)}`, hint: 'Give this user the right to write there, or set LEADLINE_DATA to another folder.' };
  }
  return place === dataFolder ? { ...base, state: 'ok', found: `${dataFolder} can be written to` } : { ...base, state: 'ok', found: `${dataFolder} will be made at the first start` };
}

/** Whether the secret is for its owner's eyes only. */
async function checkSecret(dataFolder: string, isConfigured: boolean): Promise<Check> {
  const base = { name: 'Secret' };
  if (isConfigured) return { ...base, state: 'ok', found: 'given by LEADLINE_SECRET' };
  const file = path.join(dataFolder, 'secret');
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') return { ...base, state: 'warning', found: `${file} can be read by others`, hint: `Run chmod 600 ${file}` };
    return { ...base, state: 'ok', found: 'kept in the data folder, for its owner only' };
  } catch {
    return { ...base, state: 'ok', found: 'will be made at the first start' };
  }
}

async function checkDisk(dataFolder: string): Promise<Check> {
  const base = { name: 'Disk space' };
  try {
    const { bavail, bsize } = await statfs(await existing(dataFolder));
    const free = bavail * bsize;
    const found = `${sizeText(free)} free`;
    if (free < LEAST_FREE) return { ...base, state: 'failed', found, hint: 'Free some space, or set LEADLINE_DATA to a folder on another disk.' };
    if (free < LITTLE_FREE) return { ...base, state: 'warning', found, hint: 'A large import needs about half its file\'s size.' };
    return { ...base, state: 'ok', found };
  } catch (error) {
    return { ...base, state: 'warning', found: `could not be read: ${reasonOf(error)}` };
  }
}

/** The wall clock against the file system's stamp, against the steady clock, and against when this was written. */
async function checkClock(dataFolder: string): Promise<Check> {
  const base = { name: 'Clock' };
  const hint = 'Set the machine\'s clock, best by NTP: facts are dated by it.';
  const [wall, steady] = [Date.now(), performance.now()];
  if (wall < NO_EARLIER_THAN) return { ...base, state: 'failed', found: `it says ${new Date(wall).toISOString()}, which is past`, hint };
  const probe = path.join(await existing(dataFolder), `.leadline-probe-${randomUUID()}`);
  try {
    await writeFile(probe, 'probe', { mode: 0o600 });
    const { mtimeMs } = await stat(probe);
    await rm(probe);
    const apart = Math.abs(Date.now() - mtimeMs);
    if (apart > CLOCK_TOLERANCE) return { ...base, state: 'warning', found: `the disk's clock is ${(apart / 1000).toFixed(1)} s off this machine's`, hint };
  } catch {
    // That the folder can't be written to is said where it is checked.
  }
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  const drift = Math.abs(Date.now() - wall - (performance.now() - steady));
  if (drift > CLOCK_TOLERANCE / 4) return { ...base, state: 'warning', found: `it jumped by ${drift.toFixed(0)} ms within a tenth of a second`, hint };
  return { ...base, state: 'ok', found: new Date().toISOString() };
}

/** Zones with rules that wrong or missing data gets wrong: half hours, southern summers, a law of 2022. */
export const PROBE_ZONES = ['UTC', 'Europe/Prague', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kolkata', 'Australia/Sydney', 'America/Mexico_City'] as const;
export const PROBE_INSTANTS = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'] as const;

/** Minutes east of UTC. */
export const offsetOf = (zone: string, instant: string): number => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

const KNOWN_OFFSETS: readonly (readonly [zone: (typeof PROBE_ZONES)[number], winter: number, summer: number])[] = [
  ['UTC', 0, 0], ['Europe/Prague', 60, 120], ['America/New_York', -300, -240], ['America/Sao_Paulo', -180, -180], ['Asia/Kolkata', 330, 330], ['Australia/Sydney', 660, 600], ['America/Mexico_City', -360, -360],
];

function checkTimeZones(): Check {
  const base = { name: 'Time zones' };
  const wrong = KNOWN_OFFSETS.filter(([zone, winter, summer]) => {
    try {
      return offsetOf(zone, PROBE_INSTANTS[0]) !== winter || offsetOf(zone, PROBE_INSTANTS[1]) !== summer;
    } catch {
      return true;
    }
  }).map(([zone]) => zone);
  const data = `time zone data ${process.versions['tz'] ?? 'of unknown age'}`;
  if (wrong.length > 0) return { ...base, state: 'failed', found: `${data}: wrong for ${wrong.join(', ')}`, hint: 'Install a Node with full and current time zone data.' };
  return { ...base, state: 'ok', found: `${data}, ${Intl.supportedValuesOf('timeZone').length} zones` };
}

export interface MachineOptions {
  readonly dataFolder: string;
  /** LEADLINE_SECRET is set. */
  readonly secretIsConfigured: boolean;
  /** `engines.node` of package.json. */
  readonly enginesNode: string;
}

export async function examineMachine({ dataFolder, secretIsConfigured, enginesNode }: MachineOptions): Promise<Check[]> {
  return [checkNode(process.version, enginesNode), ...(await Promise.all([checkFolder(dataFolder), checkSecret(dataFolder, secretIsConfigured), checkDisk(dataFolder), checkClock(dataFolder)])), checkTimeZones()];
}
