// The built program as a process of its own, on a filled data folder.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/leadline', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly milliseconds: number;
}

/** Starts the program and waits until it has said where it is and answers there. */
export async function start(dataFolder: string): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM, 'start', '--no-open'], { env: { ...process.env, LEADLINE_DATA: dataFolder, PORT: '0', CI: 'true' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /https?:\/\/[\w.:[\]]+/.exec(output);
      if (found !== null) resolve(found[0]);
    });
    child.on('error', reject);
    child.on('close', (code) => { reject(new Error(`the program ended with code ${code} before it served`)); });
  });
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) break;
    await sleep(10);
  }
  return { child, url, milliseconds: performance.now() - began };
}

export async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => { child.on('close', () => { resolve(); }); });
  child.kill('SIGTERM');
  await ended;
}
