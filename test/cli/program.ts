// A data folder with what test/fixtures/cli holds imported through the command line, for tests of the built program.
import path from 'node:path';
import { runLeadline, temporaryFolder, type Outcome } from '../run-program.js';
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

export async function filledFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  for (const args of IMPORTS) documentOf(await runLeadline([...args, '--format', 'json'], { data: folder.path }));
  return folder;
}
