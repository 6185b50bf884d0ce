// Files that arrive in a folder are imported once each, on the real engines, and what became of them can be read.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openImportHouse, storedFacts, type ImportHouse } from '../../test/support/import-house.js';
import { zipOf } from '../../test/support/zip-of.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import type { WatchedFile } from '../shared/api/watched-folder.js';
import type { Workspace } from '../shared/workspace.js';
import { watchFolder, type FolderWatch } from './watch-folder.js';

let stores: TestStores;
let house: ImportHouse;
beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores);
});
afterAll(async () => {
  await house.close();
  await stores.close();
});

const SETTLE = 120;
const SOON = { timeout: 50_000, interval: 80 };
const costs = (...days: string[]): string => ['amount,currency,kind,from,until,channel', ...days.map((day) => `100.00,EUR,media,${day},${day},Paid Search`), ''].join('\n');

interface Watched {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly watch: FolderWatch;
  put(name: string, content: string | Uint8Array): void;
  outcomes(): Promise<Record<string, string>>;
  of(name: string): Promise<WatchedFile | undefined>;
  imports(): Promise<string[]>;
}

/** A folder with these files, watched until the work is done. */
async function watched(files: Readonly<Record<string, string | Uint8Array>>, work: (w: Watched) => Promise<void>, { everyMs = 60, settleMs = SETTLE } = {}): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'leadline-watched-'));
  const put = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) put(name, content);
  const workspace = await house.workspace();
  const watch = watchFolder({ folder, imports: house.imports, records: stores.records, workspace: () => house.workspaces.byId(workspace.id), log: pino({ level: 'silent' }), everyMs, settleMs });
  const list = async (): Promise<WatchedFile[]> => (await watch.describe()).files;
  watch.begin();
  try {
    await work({
      workspace, folder, watch, put,
      outcomes: async () => Object.fromEntries((await list()).map((f) => [f.file, f.outcome])),
      of: async (name) => (await list()).find((f) => f.file === name),
      imports: async () => (await house.imports.list(workspace)).map((i) => i.file).sort(),
    });
  } finally {
    await watch.close();
    rmSync(folder, { recursive: true });
  }
}

test('what lies there and what arrives is imported once, and stays where it is', () =>
  watched({ 'costs.csv': costs('2026-03-01'), '.DS_Store': 'x' }, async ({ workspace, folder, put, outcomes, of, imports }) => {
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'costs.csv': 'imported' }), SOON);
    put('ads/more costs.csv', costs('2026-03-02', '2026-03-03'));
    await vi.waitFor(async () => expect((await outcomes())['ads/more costs.csv']).toBe('imported'), SOON);
    const { importId } = (await of('ads/more costs.csv')) ?? { importId: null };
    expect(await house.imports.get(workspace, importId ?? '')).toMatchObject({ state: 'done', connector: 'costs', file: 'more costs.csv', accepted: 2 });
    // Many looks later nothing has come in again, nothing has gone.
    await sleep(6 * SETTLE);
    expect([await imports(), readdirSync(folder).sort()]).toEqual([['costs.csv', 'more costs.csv'], ['.DS_Store', 'ads', 'costs.csv']]);
    expect((await storedFacts(stores.facts, workspace))['costs']).toHaveLength(3);
  }));

test('the same content under another name or date is known; changed content under the old name comes in', () =>
  watched({ 'costs.csv': costs('2026-03-01') }, async ({ workspace, folder, put, outcomes, of, imports }) => {
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'costs.csv': 'imported' }), SOON);
    copyFileSync(path.join(folder, 'costs.csv'), path.join(folder, 'copy.csv'));
    utimesSync(path.join(folder, 'costs.csv'), 1_700_000_000, 1_700_000_000);
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'costs.csv': 'imported', 'copy.csv': 'known' }), SOON);
    expect((await of('copy.csv'))?.reason).toBe('The same content came in before, by costs.csv.');
    const first = await of('costs.csv');
    // Taken back by its user: it does not come in again by itself, whatever its date.
    await house.imports.undo(workspace, first?.importId ?? '');
    utimesSync(path.join(folder, 'costs.csv'), 1_700_000_100, 1_700_000_100);
    await sleep(6 * SETTLE);
    expect([await imports(), await of('costs.csv')]).toEqual([['costs.csv'], first]);
    put('costs.csv', costs('2026-03-01', '2026-03-02'));
    await vi.waitFor(async () => expect((await storedFacts(stores.facts, workspace))['costs']).toHaveLength(2), SOON);
    await vi.waitFor(async () => expect((await of('costs.csv'))?.importId).not.toBe(first?.importId), SOON);
  }));

test('two copies that arrive at once are one import', () =>
  watched({ 'a.csv': costs('2026-03-01'), 'b.csv': costs('2026-03-01') }, async ({ outcomes, imports }) => {
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'a.csv': 'imported', 'b.csv': 'known' }), SOON);
    expect(await imports()).toEqual(['a.csv']);
  }));

test('a file that is still being written is waited for', () =>
  watched({}, async ({ put, of, outcomes, imports }) => {
    const lines = costs('2026-03-01', '2026-03-02', '2026-03-03').split('\n');
    for (let n = 2; n <= lines.length; n++) {
      put('growing.csv', lines.slice(0, n).join('\n'));
      await sleep(100);
    }
    expect(await outcomes()).toEqual({});
    await vi.waitFor(async () => expect((await of('growing.csv'))?.outcome).toBe('imported'), SOON);
    expect(await imports()).toEqual(['growing.csv']);
  }, { settleMs: 1500 }));

test('what nobody recognises, a picture and a broken archive are said and left alone', () =>
  watched({
    'notes.csv': 'colour,mood\nblue,calm\n', 'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 255]), 'cut.zip': zipOf([['c.csv', costs('2026-03-01'), 'store']]).subarray(0, 150),
  }, async ({ outcomes, of, imports }) => {
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'notes.csv': 'left_out', 'picture.png': 'left_out', 'cut.zip': 'left_out' }), SOON);
    const before = await of('notes.csv');
    expect([before?.reason, (await of('picture.png'))?.reason]).toEqual([expect.stringMatching(/csv and a mapping\.$/), expect.stringMatching(/PNG image/)]);
    await sleep(6 * SETTLE);
    expect([await of('notes.csv'), await imports()]).toEqual([before, []]);
  }));

test('of an archive each file is imported under its name, and the archive is not unpacked again', () =>
  watched({ 'export.zip': zipOf([['week 1/costs.csv', costs('2026-03-01'), 'deflate'], ['week 2/costs.csv', costs('2026-03-08'), 'store']]) }, async ({ workspace, outcomes, of }) => {
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'export.zip': 'unpacked', 'export.zip/week 1/costs.csv': 'imported', 'export.zip/week 2/costs.csv': 'imported' }), SOON);
    const archive = await of('export.zip');
    await sleep(6 * SETTLE);
    expect([await of('export.zip'), (await storedFacts(stores.facts, workspace))['costs']?.length]).toEqual([archive, 2]);
  }));

test('a folder that goes away is said, and taken up again when it is back', () =>
  watched({}, async ({ folder, watch, put, outcomes }) => {
    await vi.waitFor(async () => expect((await watch.describe()).lookedAt).not.toBeNull(), SOON);
    renameSync(folder, `${folder}-away`);
    await vi.waitFor(async () => expect((await watch.describe()).problem).toMatch(/ENOENT/), SOON);
    renameSync(`${folder}-away`, folder);
    put('costs.csv', costs('2026-03-01'));
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'costs.csv': 'imported' }), SOON);
    expect((await watch.describe()).problem).toBeNull();
  }));

test('a notice of change is enough where looks are far apart', () =>
  watched({}, async ({ watch, put, outcomes }) => {
    await vi.waitFor(async () => expect((await watch.describe()).lookedAt).not.toBeNull(), SOON);
    put('costs.csv', costs('2026-03-01'));
    await vi.waitFor(async () => expect(await outcomes()).toEqual({ 'costs.csv': 'imported' }), SOON);
  }, { everyMs: 600_000 }));

test('a workspace that is not there is told before the first look too, and logged once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leadline-watched-'));
  const warned: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => { warned.push(line); } });
  const opened = vi.fn(() => house.workspaces.open('not-there'));
  const watch = watchFolder({ folder, imports: house.imports, records: stores.records, workspace: opened, log, everyMs: 20, settleMs: SETTLE });
  const nowhere = { problem: expect.stringContaining('"not-there"') as string, files: [] };
  expect(await watch.describe()).toMatchObject(nowhere);
  watch.begin();
  try {
    await vi.waitFor(() => { expect(opened.mock.calls.length).toBeGreaterThan(4); }, SOON);
    expect(await watch.describe()).toMatchObject(nowhere);
    expect(warned).toHaveLength(1);
  } finally {
    await watch.close();
    rmSync(folder, { recursive: true });
  }
});
