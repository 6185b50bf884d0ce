import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ConnectorList, PreviewDocument } from '../shared/api/imports.js';
import { gatherFiles } from './gather-files.js';
import { inOrder, isPlanned, judge, type PlannedImport } from './plan-imports.js';

const look = (...recognised: readonly (readonly [connector: string, confidence: number])[]): PreviewDocument => ({
  uploadId: 'u', file: 'f', size: 1, connector: 'csv', mapping: null, notes: [], unused: [], header: [], sample: [],
  recognised: recognised.map(([connector, confidence]) => ({ connector, label: connector, confidence, as: 'deals' })),
});
const found = { file: '/tmp/f', name: 'f' };

test('a file is of the product that is surest of it, unless nobody is sure or two are', () => {
  expect(judge(found, look(['hubspot', 0.95], ['csv', 0.2]))).toMatchObject({ connector: 'hubspot', as: 'deals', uploadId: 'u' });
  expect(judge(found, look(['costs', 0.4], ['csv', 0.2]))).toMatchObject({ isTable: true, reason: expect.stringContaining('perhaps costs') });
  expect(judge(found, look(['csv', 0.2]))).toMatchObject({ isTable: true, reason: expect.stringContaining('csv and a mapping') });
  expect(judge(found, look(['zoho', 0.7], ['hubspot', 0.7]))).toMatchObject({ isTable: true, reason: expect.stringContaining('zoho or of hubspot') });
  expect(judge(found, look())).toMatchObject({ isTable: false });
  expect([judge(found, look(['hubspot', 0.9])), judge(found, look())].map(isPlanned)).toEqual([true, false]);
});

test('rates and accounts come before people, people before deals, deals before their history, the others last', () => {
  const layouts = ([['history', 'history'], ['deals', 'deals'], ['contacts', 'people'], ['companies', 'accounts'], ['rates', 'rates'], ['costs', undefined]] as const)
    .map(([name, brings]) => ({ name, columns: [], optional: [], ...(brings !== undefined && { brings }) }));
  const list: ConnectorList = { connectors: [{ name: 'any', label: '', description: '', layouts }] };
  const planned = [...layouts.map((l) => l.name), 'contacts'].map((as, i): PlannedImport => ({ file: '', name: `${String(9 - i)}.csv`, uploadId: '', connector: 'any', as, confidence: 1 }));
  expect(inOrder(planned, list).map((p) => `${p.as ?? ''} ${p.name}`)).toEqual(['rates 5.csv', 'companies 6.csv', 'contacts 3.csv', 'contacts 7.csv', 'deals 8.csv', 'history 9.csv', 'costs 4.csv']);
});

test('of folders all files are taken but those that systems leave there', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'leadline-test-gather-'));
  try {
    await mkdir(path.join(folder, 'deep', '.git'), { recursive: true });
    for (const name of ['b.csv', 'a.csv', '.DS_Store', 'Thumbs.db', '~$a.xlsx', 'deep/c.csv', 'deep/.git/d.csv']) await writeFile(path.join(folder, name), 'x');
    const { files, remove } = await gatherFiles([folder, path.join(folder, 'Thumbs.db')]);
    await remove();
    expect(files.map((f) => f.name)).toEqual(['a.csv', 'b.csv', 'deep/c.csv', 'Thumbs.db']);
    await expect(gatherFiles([path.join(folder, 'none.csv')])).rejects.toMatchObject({ code: 'not_found' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
