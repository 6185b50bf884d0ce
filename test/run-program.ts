// Runs the built program as a user does: bin/leadline as a process of its own, on a data folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './source-files.js';

const PROGRAM = path.join(ROOT, 'bin', 'leadline');

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Data folder. */
  readonly data: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The environment of a program under test: this one's without what would change its answers. */
const environment = ({ data, env }: RunOptions): NodeJS.ProcessEnv => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LEADLINE_|VITEST|NODE_ENV$|NODE_OPTIONS$|HOST$|PORT$|CLICKHOUSE_URL$|DATABASE_URL$|SMTP_URL$|FORCE_COLOR$|npm_lifecycle_event$)/.test(name)));
  return { ...inherited, CI: 'true', LEADLINE_DATA: data, PORT: '0', LEADLINE_LOG: 'warn', ...env };
};

export interface Started {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Resolves with the match when standard error and output together say it; rejects when the program ends first. */
  says(pattern: RegExp, seconds?: number): Promise<RegExpExecArray>;
}

/** Starts `leadline ARGUMENTS` and goes on; whoever starts it ends it. */
export function startLeadline(args: readonly string[], options: RunOptions): Started {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: options.cwd ?? ROOT, env: environment(options), stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, both] = ['', '', ''];
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    both += chunk.toString();
    listeners.forEach((listener) => { listener(); });
  };
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); hear(chunk); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); hear(chunk); });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => { resolve({ code, signal, stdout, stderr }); });
  });
  return {
    process: child,
    outcome,
    says: (pattern, seconds = 60) =>
      new Promise((resolve, reject) => {
        const stop = (): void => { clearTimeout(timer); listeners.delete(look); };
        const fail = (why: string): void => { stop(); reject(new Error(`${why} before saying ${String(pattern)}:\n${both}`)); };
        const look = (): void => {
          const found = pattern.exec(both);
          if (found !== null) { stop(); resolve(found); }
        };
        const timer = setTimeout(() => { fail(`${seconds} s passed`); }, seconds * 1000);
        listeners.add(look);
        void outcome.then(({ code }) => { fail(`the program ended with code ${String(code)}`); });
        look();
      }),
  };
}

/** Runs `leadline ARGUMENTS` to its end. */
export const runLeadline = (args: readonly string[], options: RunOptions): Promise<Outcome> => startLeadline(args, options).outcome;

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, then the end. */
  stop(): Promise<Outcome>;
  readonly started: Started;
}

/** Starts the server and waits until it says its address. */
export async function startServer(verb: 'start' | 'demo', options: RunOptions, seconds = 120): Promise<Server> {
  const started = startLeadline([verb, '--no-open'], options);
  const [, url] = await started.says(/(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+)/, seconds);
  const { pid } = started.process;
  if (url === undefined || pid === undefined) throw new Error('the server said no address');
  return {
    url, pid, started,
    stop: () => {
      started.process.kill('SIGTERM');
      return started.outcome;
    },
  };
}

/** A new data folder, and how to remove it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leadline-run-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
