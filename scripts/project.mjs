// Where the project lies, how the scripts talk (standard error only: standard output belongs to the program), and how they run others.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const inRoot = (...parts) => path.join(ROOT, ...parts);

export const say = (text) => process.stderr.write(`leadline: ${text}\n`);

/** Says what begins; the answered function says how long it took. */
export function begin(what) {
  const start = performance.now();
  say(`${what} …`);
  return () => say(`${what}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Runs a program to its end with its output on standard error; rejects when it fails.
 * @param options `env` adds to the environment, `quiet` keeps the output back and shows it only on failure
 */
export function run(command, args, { env = {}, quiet = false, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2] });
    const kept = [];
    child.stdout?.on('data', (chunk) => kept.push(chunk));
    child.stderr?.on('data', (chunk) => kept.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      if (quiet) process.stderr.write(Buffer.concat(kept));
      reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? `code ${code}`}`));
    });
  });
}
