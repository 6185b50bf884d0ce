// Processes that are killed in mid-import, and stopped in it: what comes after gives the same figures as an undisturbed run.
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresDocument, type FiguresDocument } from '../../src/shared/api/figures.js';
import { importDocument, importList, uploadReceipt, type ImportDocument } from '../../src/shared/api/imports.js';
import { runLeadline, startLeadline, startServer, temporaryFolder, type Server } from '../run-program.js';

/** More than two batches. */
const ROWS = 200_000;
const MAPPING = `source: tracker
who:
  email: email
  visitorId: visitor
origin: { source: source, medium: medium, campaign: campaign }
facts:
  - kind: touch
    key: id
    at: at
    touch: { value: page_view }
    page: page
  - kind: submission
    key: id
    when: { form: { not: "" } }
    at: at
    form: form
`;
const QUESTION = 'from=2026-01-01&to=2026-07-01&every=month&by=channel_group&asOf=2026-07-01T00:00:00Z&kpi=visits,visitors,pageviews,submissions,inquiries,leads,visitor_to_lead_rate';

/** Visits of 30,000 visitors over half a year, an enquiry now and then, and a row in a thousand that must be refused. */
async function writeTouches(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('id,at,visitor,source,medium,campaign,page,email,form\n');
  const ways = ['google,cpc,brand', 'google,organic,', 'linkedin,paid_social,launch', ',,', 'news.example,referral,'];
  for (let i = 0; i < ROWS; i += 1) {
    const at = i % 1000 === 999 ? '2026-13-01T00:00:00Z' : new Date(Date.UTC(2026, 0, 1) + (i * 7919 * 1000) % (180 * 86_400_000)).toISOString();
    const visitor = (i * 31) % 30_000;
    const asks = i % 50 === 0;
    const line = `t${i},${at},v${visitor},${ways[visitor % ways.length] ?? ''},/page/${i % 97},${asks ? `person${visitor}@company${visitor % 500}.example` : ''},${asks ? 'contact' : ''}\n`;
    if (!out.write(line)) await new Promise<void>((resolve) => { out.once('drain', () => { resolve(); }); });
  }
  out.end();
  await finished(out);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function ask<T>(server: Server, route: string, schema: { parse(value: unknown): T }, init?: RequestInit): Promise<T> {
  const response = await fetch(`${server.url}/api/v1${route}`, init);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${route}: ${JSON.stringify(body)}`);
  return schema.parse(body);
}

const post = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Figures without when they were read. */
const cells = ({ rows, totals }: FiguresDocument): unknown => ({ rows, totals });

/** Looks until the import is where it is waited for. */
async function until(server: Server, id: string, reached: (state: ImportDocument) => boolean): Promise<ImportDocument> {
  for (let look = 0; look < 6000; look += 1) {
    const state = await ask(server, `/imports/${id}`, importDocument);
    if (reached(state)) return state;
    if (state.state === 'failed') throw new Error(JSON.stringify(state.error));
    await pause(20);
  }
  throw new Error('the import did not get there');
}

const hasEnded = ({ state }: ImportDocument): boolean => state === 'done' || state === 'failed';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
let csv: string;
let map: string;
let undisturbed: { figures: unknown; counts: Partial<ImportDocument> };

const countsOf = ({ read, accepted, duplicates, rejected, facts }: ImportDocument): Partial<ImportDocument> => ({ read, accepted, duplicates, rejected, facts });

beforeAll(async () => {
  files = await temporaryFolder();
  csv = path.join(files.path, 'touches.csv');
  map = path.join(files.path, 'touches.yaml');
  await writeTouches(csv);
  await writeFile(map, MAPPING);
  const data = path.join(files.path, 'undisturbed');
  const imported = await runLeadline(['import', 'csv', csv, '--map', map, '--format', 'json'], { data });
  expect([imported.code, imported.stderr]).toEqual([0, expect.not.stringContaining('error')]);
  const [done] = (JSON.parse(imported.stdout) as { imports: ImportDocument[] }).imports;
  if (done === undefined) throw new Error('nothing was imported');
  const server = await startServer('start', { data });
  undisturbed = { figures: cells(await ask(server, `/kpis?${QUESTION}`, figuresDocument)), counts: countsOf(done) };
  await server.stop();
});
afterAll(async () => { await files.remove(); });

describe('an import', () => {
  it('is undisturbed as it was written', () => {
    expect(undisturbed.counts).toMatchObject({ read: ROWS, rejected: ROWS / 1000, duplicates: 0, accepted: ROWS - ROWS / 1000 });
  });

  it('gives the same figures after kill -9 at any point, going on by itself at the next start', async () => {
    const data = path.join(files.path, 'killed');
    let server = await startServer('start', { data });
    const { uploadId } = await ask(server, '/uploads?name=touches.csv', uploadReceipt, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: await readFile(csv) });
    const { id } = await ask(server, '/imports', importDocument, post({ uploadId, connector: 'csv', mapping: MAPPING }));
    let kills = 0;
    for (const share of [0.02, 0.3, 0.7]) {
      const state = await until(server, id, (now) => hasEnded(now) || now.progress >= share);
      if (hasEnded(state)) break;
      kills += 1;
      server.started.process.kill('SIGKILL');
      await server.started.outcome;
      server = await startServer('start', { data });
    }
    expect(kills).toBeGreaterThan(1);
    const done = await until(server, id, hasEnded);
    expect(countsOf(done)).toEqual(undisturbed.counts);
    expect(cells(await ask(server, `/kpis?${QUESTION}`, figuresDocument))).toEqual(undisturbed.figures);
    const rejects = await (await fetch(`${server.url}/api/v1/imports/${id}/rejects`)).text();
    expect(rejects.trim().split('\n')).toHaveLength(1 + ROWS / 1000);
    await server.stop();
  });

  it('stops at a checkpoint on SIGTERM, and is finished by importing the file again', async () => {
    const data = path.join(files.path, 'stopped');
    const server = await startServer('start', { data });
    const { uploadId } = await ask(server, '/uploads?name=touches.csv', uploadReceipt, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: await readFile(csv) });
    const { id } = await ask(server, '/imports', importDocument, post({ uploadId, connector: 'csv', mapping: MAPPING }));
    await until(server, id, (now) => now.progress > 0.05);
    const asked = performance.now();
    expect((await server.stop()).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(15_000);

    const again = await runLeadline(['import', 'csv', csv, '--map', map, '--format', 'json'], { data });
    expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const summary = JSON.parse(again.stdout) as { imports: ImportDocument[] };
    expect(summary.imports.map(countsOf)).toEqual([undisturbed.counts]);
    const checked = await startServer('start', { data });
    expect((await ask(checked, '/imports', importList)).imports).toHaveLength(1);
    expect(cells(await ask(checked, `/kpis?${QUESTION}`, figuresDocument))).toEqual(undisturbed.figures);
    await checked.stop();
  });

  it('is taken back whole though the process is killed while it does that', async () => {
    const data = path.join(files.path, 'undone');
    let server = await startServer('start', { data });
    const bringIn = async (): Promise<string> => {
      const { uploadId } = await ask(server, '/uploads?name=touches.csv', uploadReceipt, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: await readFile(csv) });
      const { id } = await ask(server, '/imports', importDocument, post({ uploadId, connector: 'csv', mapping: MAPPING }));
      expect((await until(server, id, hasEnded)).state).toBe('done');
      return id;
    };
    const id = await bringIn();
    const undo = fetch(`${server.url}/api/v1/imports/${id}/undo`, { method: 'POST' }).then(() => 'answered', () => 'cut off');
    await pause(40);
    server.started.process.kill('SIGKILL');
    await server.started.outcome;
    expect(await undo).toBe('cut off');
    server = await startServer('start', { data });
    for (let look = 0; look < 1000 && (await ask(server, `/imports/${id}`, importDocument)).state !== 'undone'; look += 1) {
      if (look === 200) await ask(server, `/imports/${id}/undo`, importDocument, { method: 'POST' });
      await pause(50);
    }
    expect((await ask(server, `/imports/${id}`, importDocument)).state).toBe('undone');
    const { rows } = await ask(server, `/kpis?${QUESTION.replace('&by=channel_group', '')}`, figuresDocument);
    expect(rows.filter((r) => r.kpi === 'visits' && r.value !== 0)).toEqual([]);
    await bringIn();
    expect(cells(await ask(server, `/kpis?${QUESTION}`, figuresDocument))).toEqual(undisturbed.figures);
    await server.stop();
  });

  it('of the command line stops on SIGINT with 1, says how to go on, and goes on', async () => {
    const data = path.join(files.path, 'interrupted');
    const importing = startLeadline(['import', 'csv', csv, '--map', map, '--format', 'json'], { data });
    // Its folder of rejects is made when the first refused row has been read.
    for (let look = 0; look < 3000; look += 1) {
      const begun = await readFile(path.join(data, 'imports', 'rejects', '1.csv'), 'utf8').then((text) => text.length > 0, () => false);
      if (begun) break;
      await pause(20);
    }
    importing.process.kill('SIGINT');
    const { code, stderr, stdout } = await importing.outcome;
    expect([code, stderr]).toEqual([1, expect.stringContaining('"code":"import_stopped"')]);
    const [stopped] = (JSON.parse(stdout) as { imports: ImportDocument[] }).imports;
    expect(stopped?.state).toBe('interrupted');
    expect(stopped?.progress).toBeLessThan(1);
    expect(stopped?.read).toBeLessThan(ROWS);

    const resumed = await runLeadline(['imports', 'resume', stopped?.id ?? '', '--format', 'json'], { data });
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    expect(countsOf(importDocument.parse(JSON.parse(resumed.stdout)))).toEqual(undisturbed.counts);
  });
});
