// The doctor on real folders: what is missing, what is wrong, what is held, and that it changes nothing.
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFactsStore } from '../database/facts-store.js';
import { findHolder, lockFolder } from '../database/folder-lock.js';
import { migrate } from '../database/migrate.js';
import { openRecordsStore } from '../database/records-store.js';
import { doctorDocument } from '../shared/api/doctor.js';
import { checkNode, offsetOf } from './examine-machine.js';
import { examineInstallation, type InstallationOptions } from './examine-installation.js';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'leadline-doctor-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

const optionsFor = (name: string, more: Partial<InstallationOptions> = {}): InstallationOptions => {
  const dataFolder = path.join(folder, name);
  return {
    dataFolder, factsFolder: path.join(dataFolder, 'facts'), recordsFolder: path.join(dataFolder, 'records'), secretIsConfigured: false, enginesNode: '>=20.19',
    clickhouseUrl: undefined, databaseUrl: undefined, migrationsFolder: 'migrations', ...more,
  };
};

describe('examineInstallation', () => {
  it('finds a place for a first start and makes nothing', async () => {
    const document = await examineInstallation(optionsFor('first'));
    expect(doctorDocument.parse(document).ok).toBe(true);
    expect(document.checks.find((c) => c.name === 'Records store')?.found).toBe('will be made at the first start');
    expect(await readdir(folder)).not.toContain('first');
  });

  it('asks both stores and names what is pending', async () => {
    const options = optionsFor('filled');
    const [facts, records] = await Promise.all([openFactsStore({ folder: options.factsFolder }), openRecordsStore({ folder: options.recordsFolder })]);
    await migrate('migrations', facts, records);
    await facts.close();
    await records.close();

    const found = Object.fromEntries((await examineInstallation(options)).checks.map((c) => [c.name, [c.state, c.found]]));
    expect(found['Facts store']).toEqual(['ok', expect.stringMatching(/^chdb \d+\.\d+/)]);
    expect(found['Records store']).toEqual(['ok', expect.stringMatching(/^pglite \d+/)]);
    expect(found['Time zones of the facts store']).toEqual(['ok', 'agree with Node\'s']);
    expect(found['Migrations']).toEqual(['ok', 'none pending']);
    expect(await findHolder(options.dataFolder)).toBeUndefined();

    const newer = path.join(folder, 'migrations');
    await mkdir(path.join(newer, 'clickhouse'), { recursive: true });
    await mkdir(path.join(newer, 'postgres'), { recursive: true });
    const older = await examineInstallation({ ...options, migrationsFolder: newer });
    expect(older.ok).toBe(false);
    expect(older.checks.find((c) => c.name === 'Migrations')?.found).toContain('newer version');
  });

  it('says which process holds the folder instead of opening it', async () => {
    const options = optionsFor('held');
    const lock = await lockFolder(options.dataFolder, 'a test');
    try {
      const check = (await examineInstallation(options)).checks.find((c) => c.name === 'Data folder held by');
      expect(check).toMatchObject({ state: 'warning', found: expect.stringContaining(`process ${process.pid} (a test`) as string });
    } finally {
      await lock.release();
    }
  });

  it('fails for a store that does not answer', async () => {
    const document = await examineInstallation(optionsFor('first', { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' }));
    expect(document.ok).toBe(false);
    expect(document.checks.find((c) => c.name === 'Records store')).toMatchObject({ state: 'failed', hint: expect.stringContaining('DATABASE_URL') as string });
  });

  it('fails for a folder that is a file', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const document = await examineInstallation(optionsFor('file'));
    expect(document.checks.find((c) => c.name === 'Data folder')).toMatchObject({ state: 'failed' });
    expect(document.ok).toBe(false);
  });

  it('warns of a secret that others can read', async () => {
    const options = optionsFor('open');
    await mkdir(options.dataFolder);
    await writeFile(path.join(options.dataFolder, 'secret'), 'x'.repeat(64));
    await chmod(path.join(options.dataFolder, 'secret'), 0o644);
    expect((await examineInstallation(options)).checks.find((c) => c.name === 'Secret')).toMatchObject({ state: 'warning', hint: expect.stringContaining('chmod 600') as string });
  });

  it('sees through the lock of a process that died', async () => {
    const options = optionsFor('dead');
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => { child.on('close', resolve); });
    await mkdir(options.dataFolder);
    await writeFile(path.join(options.dataFolder, 'lock.json'), JSON.stringify({ pid: child.pid, boot: '', started: '2026-01-01T00:00:00Z', what: 'gone' }));
    expect((await examineInstallation(options)).checks.find((c) => c.name === 'Data folder held by')?.found).toBe('no process');
  });
});

describe('checkNode', () => {
  it.each([['v20.19.0', 'ok'], ['v20.18.3', 'failed'], ['v18.20.0', 'failed'], ['v22.0.0', 'ok']])('judges %s', (found, state) => {
    expect(checkNode(found, '>=20.19').state).toBe(state);
  });
});

describe('offsetOf', () => {
  it('follows daylight saving', () => {
    expect([offsetOf('Europe/Prague', '2026-03-29T00:59:59Z'), offsetOf('Europe/Prague', '2026-03-29T01:00:00Z')]).toEqual([60, 120]);
  });
});
