// Runs a task in a process of its own, so that its memory and its engine are its own, and reads its answer.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { watchAnonymous } from './memory-of.js';

const answer = z.object({ result: z.unknown(), peakMegabytes: z.number() });

/**
 * Runs `tasks/<name>.js` with one argument.
 * @returns what the task answered, the peak of its resident memory (the kernel's high-water mark, in MB of 10^6 bytes), and of that which is its own
 *   (looked at fifty times a second; undefined where there is no /proc)
 */
export async function runTask<T>(name: string, argument: unknown, result: z.ZodType<T>): Promise<{ result: T; peakMegabytes: number; peakAnonymous: number | undefined }> {
  const file = fileURLToPath(new URL(`./tasks/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(argument)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const seen = watchAnonymous(child.pid);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const peakAnonymous = seen();
  if (code !== 0) throw new Error(`task ${name} ended with code ${code}`);
  const line = Buffer.concat(chunks).toString('utf8').trim().split('\n').at(-1) ?? '';
  const { result: value, peakMegabytes } = answer.parse(JSON.parse(line));
  return { result: result.parse(value), peakMegabytes, peakAnonymous };
}

/** The other end: what a task file calls. Ends the process, because the embedded engines keep threads. */
export async function serveTask<A>(argument: z.ZodType<A>, work: (argument: A) => Promise<unknown>): Promise<never> {
  const result = await work(argument.parse(JSON.parse(process.argv[2] ?? 'null')));
  const peakMegabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e5) / 10;
  await new Promise<void>((resolve) => { process.stdout.write(`${JSON.stringify({ result: result ?? null, peakMegabytes })}\n`, () => { resolve(); }); });
  process.exit(0);
}
