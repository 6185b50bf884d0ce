// What tests of the built command line share: the fixtures' imports, ranges, and how to read what a verb printed.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { temporaryFolder, type Outcome } from '../run-program.js';
import { ROOT } from '../source-files.js';

export const fixture = (name: string): string => path.join(ROOT, 'test', 'fixtures', 'cli', name);

export const IMPORTS = [
  ['import', 'csv', fixture('leads.csv'), '--map', fixture('leads.yaml')],
  ['import', 'csv', fixture('costs.csv'), '--map', fixture('costs.yaml')],
] as const;

export const JANUARY = ['--from', '2026-01-01', '--to', '2026-02-01'] as const;
export const BOTH_MONTHS = ['--from', '2026-01-01', '--to', '2026-03-01'] as const;

/** Standard output as the one JSON document it must be; fails with what was said otherwise. */
export function documentOf({ code, stdout, stderr }: Outcome): Record<string, unknown> {
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** The error document on standard error. */
export const errorOf = ({ stderr }: Outcome): { code: string; message: string; hint: string } =>
  (JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { error: { code: string; message: string; hint: string } }).error;

/** A copy of the data folder that holds both imports. */
export async function filledFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  await cp(inject('filledFolder'), folder.path, { recursive: true });
  return folder;
}
