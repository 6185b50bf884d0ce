// The server as a process: its address, its lock, verbs that go through it, and how it ends.
import { spawn } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLeadline, startLeadline, startServer, temporaryFolder, type Server } from '../run-program.js';
import { ROOT } from '../source-files.js';
import { BOTH_MONTHS, documentOf, errorOf, filledFolder, fixture, IMPORTS, JANUARY } from './program.js';

/** What differs between two readings of the same: when it was read. */
const timeless = (document: Record<string, unknown>): Record<string, unknown> => ({ ...document, asOf: undefined, scans: undefined });
const AS_OF = ['--as-of', '2026-06-01T00:00:00Z'] as const;

const QUESTIONS = [
  ['kpi', 'cost_per_lead', 'leads', 'revenue', 'lead_to_mql_rate', ...BOTH_MONTHS, '--by', 'channel_group', '--every', 'month', ...AS_OF],
  ['kpi', ...JANUARY, ...AS_OF],
  ['kpi', 'time_to_convert:lead:mql', ...JANUARY, '--basis', 'cohort', ...AS_OF],
  ['explain', 'cost_per_lead', ...JANUARY, '--rows', '5', ...AS_OF],
  ['settings', 'get'],
  ['connectors'],
  ['imports', 'list'],
] as const;

describe('a running server', () => {
  let folder: Awaited<ReturnType<typeof filledFolder>>;
  let server: Server;
  let before: Record<string, unknown>[];
  const leadline = (...args: string[]) => runLeadline(args, { data: folder.path });

  beforeAll(async () => {
    folder = await filledFolder();
    before = [];
    for (const question of QUESTIONS) before.push(documentOf(await leadline(...question, '--format', 'json')));
    server = await startServer('start', { data: folder.path });
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it('answers when both stores do', async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
  });

  it.each(QUESTIONS.map((question, i) => [question.join(' '), i] as const))('gives the verbs the very documents that the stores gave: %s', async (_, i) => {
    const question = QUESTIONS[i] ?? [];
    expect(timeless(documentOf(await leadline(...question, '--format', 'json')))).toEqual(timeless(before[i] ?? {}));
  });

  it('takes imports, and gives refusals as they were said', async () => {
    expect(documentOf(await leadline(...IMPORTS[0], '--format', 'json'))).toMatchObject({ read: 41, accepted: 0, duplicates: 40, rejected: 1 });
    const wrong = await leadline('import', 'zoho', fixture('leads.csv'), '--format', 'json');
    expect([wrong.code, errorOf(wrong).code]).toEqual([1, 'wrong_file']);
    const unknown = await leadline('kpi', 'cost_per_led', ...JANUARY, '--format', 'json');
    expect([unknown.code, errorOf(unknown)]).toEqual([1, expect.objectContaining({ code: 'unknown_kpi', hint: expect.stringContaining('Did you mean cost_per_lead?') })]);
  });

  it('is examined through itself', async () => {
    const { ok, checks } = documentOf(await leadline('doctor', '--format', 'json')) as { ok: boolean; checks: { name: string; found: string }[] };
    expect(ok).toBe(true);
    expect(checks.find((check) => check.name === 'Data folder held by')?.found).toContain(`process ${server.pid}`);
  });

  it('keeps a second one out, naming the process that holds the folder', async () => {
    const { code, stderr } = await leadline('start', '--no-open');
    expect(code).toBe(1);
    expect(stderr).toContain(`is held by process ${server.pid} (server, since `);
    expect(stderr).toContain('[data_folder_in_use]');
  });
});

describe('starting and stopping', () => {
  it('ends with 0 within seconds of SIGTERM, frees the folder and keeps its data', async () => {
    const folder = await temporaryFolder();
    try {
      const server = await startServer('start', { data: folder.path });
      documentOf(await runLeadline(['settings', 'set', 'currency=CZK', '--format', 'json'], { data: folder.path }));
      const asked = performance.now();
      expect(await server.stop()).toMatchObject({ code: 0, signal: null });
      expect(performance.now() - asked).toBeLessThan(10_000);
      expect(documentOf(await runLeadline(['settings', 'get', '--format', 'json'], { data: folder.path }))).toMatchObject({ currency: 'CZK' });
    } finally {
      await folder.remove();
    }
  });

  it('refuses to listen beyond this machine, and a port that is taken', async () => {
    const folder = await temporaryFolder();
    try {
      const open = await runLeadline(['start', '--no-open'], { data: folder.path, env: { HOST: '0.0.0.0' } });
      expect([open.code, open.stderr]).toEqual([1, expect.stringContaining('[listen_refused]')]);
      const server = await startServer('start', { data: folder.path });
      const other = await temporaryFolder();
      const taken = await runLeadline(['start', '--no-open'], { data: other.path, env: { PORT: new URL(server.url).port } });
      expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining('[port_in_use]')]);
      await server.stop();
      await other.remove();
    } finally {
      await folder.remove();
    }
  });

  it('takes a folder over from a process that was killed', async () => {
    const folder = await filledFolder();
    try {
      const killed = await startServer('start', { data: folder.path });
      killed.started.process.kill('SIGKILL');
      await killed.started.outcome;
      const { rows } = documentOf(await runLeadline(['kpi', 'leads', ...BOTH_MONTHS, '--format', 'json'], { data: folder.path })) as { rows: { value: number }[] };
      expect(rows[0]?.value).toBe(40);
    } finally {
      await folder.remove();
    }
  });

  it('starts and stops under npm as well', async () => {
    const folder = await temporaryFolder();
    try {
      const npm = spawn('npm', ['start', '--silent'], { cwd: ROOT, env: { ...process.env, CI: 'true', LEADLINE_DATA: folder.path, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise<number | null>((resolve) => { npm.on('close', resolve); });
      let output = '';
      const url = await new Promise<string>((resolve, reject) => {
        npm.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
          if (found !== null) resolve(found[0]);
        });
        void ended.then((code) => { reject(new Error(`npm ended with ${String(code)}: ${output}`)); });
      });
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      npm.kill('SIGTERM');
      await ended;
      // The folder is free when the program behind npm has ended too.
      for (let look = 0; look < 50; look += 1) {
        if (await fetch(`${url}/healthz`).then(() => false, () => true)) break;
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    } finally {
      await folder.remove();
    }
  });

  it('opens no browser where nobody sits', async () => {
    const folder = await temporaryFolder();
    const trap = path.join(folder.path, 'bin');
    const opened = path.join(folder.path, 'opened');
    await mkdir(trap);
    for (const opener of ['xdg-open', 'open']) await writeFile(path.join(trap, opener), `#!/bin/sh\ntouch '${opened}'\n`, { mode: 0o755 });
    try {
      const started = startLeadline(['start'], { data: folder.path, env: { PATH: `${trap}:${process.env['PATH'] ?? ''}` } });
      await started.says(/Leadline is at http/);
      started.process.kill('SIGINT');
      expect((await started.outcome).code).toBe(0);
      await expect(stat(opened)).rejects.toThrow('ENOENT');
    } finally {
      await folder.remove();
    }
  });
});
