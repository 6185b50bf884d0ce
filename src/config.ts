// Reads and checks the environment once, at start; the only reader of process.env.
// What is missing has a default; what is unusable stops the start and says what to set.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from './shared/errors.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
/** Characters below which a given secret is refused. */
const SHORTEST_SECRET = 32;

export interface Config {
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly clickhouseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  /** Whom mail comes from. */
  readonly mailFrom: string | undefined;
  /** Address of the installation as readers of its mails reach it, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** As given; without it `readSecret` makes one. */
  readonly secret: string | undefined;
  /** Absolute path of the folder whose files are imported as they arrive; undefined: none. */
  readonly watchFolder: string | undefined;
  /** Workspace that they go into; undefined: `default`. */
  readonly watchWorkspace: string | undefined;
  /** Undefined: what the verb finds fitting. */
  readonly logLevel: (typeof LOG_LEVELS)[number] | undefined;
  /** Runs unattended: no browser is opened. */
  readonly unattended: boolean;
  /** Prints where the time of a start goes. */
  readonly timing: boolean;
  /** Started by `npm start` or `npm run demo`. */
  readonly underNpm: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const url = (protocols: readonly string[]): z.ZodType<string> =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `it is no address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);

/** Variable -> how it is read, and what to set instead of a value that is refused. */
const VARIABLES = {
  LEADLINE_DATA: { as: z.string().refine((text) => !text.includes('\0'), 'it is no path').transform((text) => path.resolve(text)), remedy: 'Set it to a folder that Leadline may write to, or leave it out for ./.leadline.' },
  HOST: { as: z.string().regex(/^[\w.:%-]+$/, 'it is no host name or address'), remedy: 'Set it to an address of this machine, or leave it out for 127.0.0.1.' },
  PORT: { as: z.string().regex(/^\d{1,5}$/, 'it is no port number').transform(Number).refine((port) => port <= 65_535, 'it is above 65535'), remedy: 'Set it to a number from 1 to 65535, or to 0 for any free port.' },
  CLICKHOUSE_URL: { as: url(['http:', 'https:']), remedy: 'Set it like http://user:password@host:8123/database, or leave it out for the built-in store.' },
  DATABASE_URL: { as: url(['postgres:', 'postgresql:']), remedy: 'Set it like postgres://user:password@host:5432/database, or leave it out for the built-in store.' },
  SMTP_URL: { as: url(['smtp:', 'smtps:']), remedy: 'Set it like smtp://user:password@host:587, or leave it out: no mail is sent then.' },
  LEADLINE_MAIL_FROM: { as: z.string().regex(/^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'it is no sender'), remedy: 'Set it like "Leadline <leadline@example.com>", or leave it out where the user in SMTP_URL is a mail address.' },
  LEADLINE_PUBLIC_URL: { as: url(['http:', 'https:']).transform((text) => text.replace(/\/+$/, '')), remedy: 'Set it to the address at which readers of a mail reach Leadline, like https://leadline.example.com, or leave it out for this machine\'s own.' },
  LEADLINE_SECRET: { as: z.string().min(SHORTEST_SECRET, `it has fewer than ${SHORTEST_SECRET} characters`), remedy: 'Set it to a long random text, for example from `openssl rand -hex 32`, or leave it out: one is made and kept in the data folder.' },
  LEADLINE_WATCH: { as: z.string().refine((text) => !text.includes('\0'), 'it is no path').transform((text) => path.resolve(text)), remedy: 'Set it to a folder that exports are put into, or leave it out.' },
  LEADLINE_WATCH_WORKSPACE: { as: z.string(), remedy: 'Set it to the name of a workspace, or leave it out for `default`.' },
  LEADLINE_LOG: { as: z.enum(LOG_LEVELS, 'it is no log level'), remedy: `Set it to one of ${LOG_LEVELS.join(', ')}.` },
} as const;
type Variable = keyof typeof VARIABLES;

/** An empty variable counts as missing: that is how shells and compose files leave one out. */
function read<V extends Variable>(environment: Environment, variable: V): z.output<(typeof VARIABLES)[V]['as']> | undefined {
  const given = environment[variable]?.trim();
  if (given === undefined || given === '') return undefined;
  const { as, remedy } = VARIABLES[variable];
  const result = (as as z.ZodType<z.output<(typeof VARIABLES)[V]['as']>>).safeParse(given);
  if (!result.success) throw new AppError('config_invalid', { variable, reason: result.error.issues[0]?.message ?? 'it is not valid', remedy });
  return result.data;
}

const isOn = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';

const holds = (folder: string, other: string): boolean => !path.relative(folder, other).startsWith('..') && !path.isAbsolute(path.relative(folder, other));

/** @throws AppError config_invalid where it would import Leadline's own files */
function watchedBeside(dataFolder: string, environment: Environment): string | undefined {
  const folder = read(environment, 'LEADLINE_WATCH');
  if (folder !== undefined && (holds(folder, dataFolder) || holds(dataFolder, folder))) {
    throw new AppError('config_invalid', { variable: 'LEADLINE_WATCH', reason: 'it holds the data folder or lies in it', remedy: 'Set it to a folder of its own that exports are put into, or leave it out.' });
  }
  return folder;
}

/** @throws AppError config_invalid: names the variable, what is wrong with it (never its value) and what to set */
export function readConfig(environment: Environment = process.env): Config {
  const dataFolder = read(environment, 'LEADLINE_DATA') ?? path.resolve('.leadline');
  return {
    dataFolder,
    host: read(environment, 'HOST') ?? '127.0.0.1',
    port: read(environment, 'PORT') ?? 4600,
    clickhouseUrl: read(environment, 'CLICKHOUSE_URL'),
    databaseUrl: read(environment, 'DATABASE_URL'),
    smtpUrl: read(environment, 'SMTP_URL'),
    mailFrom: read(environment, 'LEADLINE_MAIL_FROM'),
    publicUrl: read(environment, 'LEADLINE_PUBLIC_URL'),
    secret: read(environment, 'LEADLINE_SECRET'),
    watchFolder: watchedBeside(dataFolder, environment),
    watchWorkspace: read(environment, 'LEADLINE_WATCH_WORKSPACE'),
    logLevel: read(environment, 'LEADLINE_LOG'),
    unattended: isOn(environment['CI']),
    timing: isOn(environment['LEADLINE_TIMING']),
    underNpm: ['start', 'demo'].includes(environment['npm_lifecycle_event'] ?? ''),
  };
}

/**
 * The installation's secret: as configured, else from the data folder, where the first start makes it
 * (64 hexadecimal digits, readable by its owner only). Call it with the folder's lock held.
 */
export async function readSecret({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): Promise<string> {
  if (secret !== undefined) return secret;
  const file = path.join(dataFolder, 'secret');
  try {
    const kept = (await readFile(file, 'utf8')).trim();
    if (kept.length >= SHORTEST_SECRET) return kept;
    throw new AppError('config_invalid', { variable: 'LEADLINE_SECRET', reason: `${file} is damaged`, remedy: 'Restore that file from a backup, or remove it: a new secret is made and what the old one signed is void.' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const made = randomBytes(32).toString('hex');
  await mkdir(dataFolder, { recursive: true });
  const next = `${file}.${randomUUID()}`;
  const handle = await open(next, 'wx', 0o600);
  try {
    await handle.writeFile(`${made}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  return made;
}
