// The large company that figures are measured on: made once, by the sample's own loader up to a size, by copies of
// that beyond it, and kept in a data folder.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import { openLeadline, type Leadline } from '../src/main.js';
import { runTask } from './child-task.js';
import type { BenchContext } from './scenario.js';

/** The sample ends here, whatever the day of the benchmark is: figures of two runs can be compared. */
export const UNTIL = '2026-10-01';

/** Beyond this the company is loaded at this size and multiplied. */
export const LOADED_TOUCHES = 1_000_000;

export const loadReport = z.object({
  /** Of the loader: generating, writing, telling people apart. */
  seconds: z.number(),
  generateSeconds: z.number(),
  loadedFacts: z.number(),
  factor: z.number(),
  multiplySeconds: z.number(),
  /** Of the whole company. */
  rebuildSeconds: z.number(),
  touches: z.number(),
  visitors: z.number(),
  persons: z.number(),
});
export type LoadReport = z.infer<typeof loadReport>;
const kept = loadReport.extend({ schema: z.string(), peakMegabytes: z.number() });
export type Company = z.infer<typeof kept> & { readonly dataFolder: string };

/** Opens the house on a data folder as the server does. */
export const openHouse = (dataFolder: string): Promise<Leadline> =>
  openLeadline({
    dataFolder, host: '127.0.0.1', port: 0, clickhouseUrl: undefined, databaseUrl: undefined, smtpUrl: undefined, secret: 'benchmark-'.repeat(4), logLevel: 'warn', unattended: true, timing: false,
  }, 'benchmark', pino({ level: 'warn' }, pino.destination(2)));

/** Digest of the migrations: a data set of another schema is made anew. */
async function schemaOf(): Promise<string> {
  const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.sql')).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex');
}

/** The company of so many touches; loaded when it is not there yet. @param seed another company than the demo's, by the same rules */
export async function company(context: BenchContext, touches: number, seed?: number): Promise<Company> {
  const name = `company-${touches}${seed === undefined ? '' : `-${seed}`}`;
  const dataFolder = path.join(context.folder, name);
  const marker = path.join(context.folder, `${name}.json`);
  const schema = await schemaOf();
  if (existsSync(marker)) {
    const found = kept.parse(JSON.parse(readFileSync(marker, 'utf8')));
    if (found.schema === schema) return { ...found, dataFolder };
  }
  rmSync(dataFolder, { recursive: true, force: true });
  rmSync(marker, { force: true });
  await mkdir(context.folder, { recursive: true });
  context.say(`loading a company of ${touches.toLocaleString('en')} touches (once; kept in ${dataFolder})`);
  const { result, peakMegabytes } = await runTask('load-company', { dataFolder, touches, seed }, loadReport);
  const report = { ...result, schema, peakMegabytes };
  writeFileSync(marker, JSON.stringify(report));
  return { ...report, dataFolder };
}

export const sizeOf = ({ touches, visitors, persons }: Company): string => `${touches.toLocaleString('en')} touches, ${visitors.toLocaleString('en')} visitors, ${persons.toLocaleString('en')} persons`;
