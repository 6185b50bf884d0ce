// The whole way over HTTP, with nothing stood in for: a file goes up, is looked at, imported, shows in
// figures, opens to its rows, comes again without effect and is taken back.
import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { openTestServer, type TestServer } from '../../test/server/open-server.js';
import { explainDocument, figuresDocument } from '../shared/api/figures.js';
import { importDocument, importList, previewDocument, uploadReceipt, type ImportDocument } from '../shared/api/imports.js';
import { settings } from '../shared/api/settings.js';
import { statusDocument } from '../shared/api/status.js';

const SHEET = 'Month,Kind,Channel,Amount,Currency,Note\n2026-01,media,Paid Search,310.00,EUR,ads\n2026-02,tools,Email,"1,280.50",EUR,"suite; ""pro"""\nsoon,media,Email,5,EUR,\n2026-02,media,<script>alert(1)</script>,10,EUR,"\'); DROP TABLE costs --"\n';
const QUARTER = 'from=2026-01-01&to=2026-04-01';

let test: TestServer;
beforeAll(async () => { test = await openTestServer(); });
afterAll(async () => { await test.close(); });

const post = (path: string, body: unknown): Promise<Response> => test.ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

async function upload(name: string, body: string): Promise<string> {
  return uploadReceipt.parse(await (await test.ask(`/api/v1/uploads?name=${encodeURIComponent(name)}`, { method: 'POST', body })).json()).uploadId;
}

/** Follows the events to the import's end. */
async function ended(id: string): Promise<ImportDocument> {
  const text = await (await test.ask(`/api/v1/imports/${id}/events`)).text();
  const last = text.trim().split('\n\n').at(-1)?.split('\n').find((line) => line.startsWith('data:'));
  return importDocument.parse(JSON.parse(last?.slice('data:'.length) ?? ''));
}

const importCosts = async (dryRun = false): Promise<ImportDocument> => {
  const response = await post('/api/v1/imports', { uploadId: await upload('costs.csv', SHEET), connector: 'costs', dryRun });
  expect(response.status).toBe(202);
  return ended(importDocument.parse(await response.json()).id);
};
const costOf = async (): Promise<unknown> => figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&${QUARTER}`)).json()).rows[0]?.value;

describe('a sheet of costs', () => {
  it('is recognised and shown before anything is written', async () => {
    const response = await post('/api/v1/imports/preview', { uploadId: await upload('costs.csv', SHEET) });
    const preview = previewDocument.parse(await response.json());
    expect([preview.connector, preview.header.length, preview.sample.length]).toEqual(['costs', 6, 4]);
    expect(preview.sample[2]?.problem).not.toBeNull();
    expect((await importCosts(true))).toMatchObject({ state: 'done', dryRun: true, accepted: 3, rejected: 1 });
    expect(await costOf()).toBeNull();
  });

  it('becomes figures, with its currency as the workspace\'s first', async () => {
    expect(await importCosts()).toMatchObject({ state: 'done', read: 4, accepted: 3, rejected: 1, duplicates: 0, facts: { cost: 3 } });
    expect(await costOf()).toBe('1600.50');
    expect(settings.parse(await (await test.ask('/api/v1/settings')).json()).currency).toBe('EUR');
    const byChannel = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&by=channel&${QUARTER}`)).json());
    expect(Object.fromEntries(byChannel.rows.map(({ dims, value }) => [dims?.['channel'], value]))).toEqual({ 'Paid Search': '310.00', Email: '1280.50', '<script>alert(1)</script>': '10.00' });
  });

  it('opens to rows that add up, as a document and as CSV', async () => {
    const opened = explainDocument.parse(await (await test.ask(`/api/v1/kpis/cost/explain?${QUARTER}&rows=10000`)).json());
    expect([opened.figure.value, Number(opened.sum), opened.rows.reduce((sum, row) => sum + Number(row.contribution), 0).toFixed(2)]).toEqual(['1600.50', 1600.5, '1600.50']);
    const csv = await (await test.ask(`/api/v1/kpis/cost/explain.csv?${QUARTER}`)).text();
    expect(csv.trim().split(/\r?\n/)).toHaveLength(opened.totalRows + 1);
  });

  it('gives its refused row back with the reason', async () => {
    const [, latest] = importList.parse(await (await test.ask('/api/v1/imports')).json()).imports.map((i) => i.id).reverse();
    const csv = await (await test.ask(`/api/v1/imports/${latest ?? ''}/rejects`)).text();
    expect(csv.trim().split(/\r?\n/)).toHaveLength(2);
    expect(csv).toContain('soon');
  });

  it('changes no figure when it comes again, and none is left when it is taken back', async () => {
    expect(await importCosts()).toMatchObject({ state: 'done', accepted: 0, duplicates: 3 });
    expect(await costOf()).toBe('1600.50');
    const real = importList.parse(await (await test.ask('/api/v1/imports')).json()).imports.filter((i) => !i.dryRun);
    for (const { id } of real) expect(importDocument.parse(await (await post(`/api/v1/imports/${id}/undo`, {})).json()).state).toBe('undone');
    expect(await costOf()).toBeNull();
    const again = await post(`/api/v1/imports/${real[0]?.id ?? ''}/undo`, {});
    expect([again.status, await again.json()]).toMatchObject([409, { error: { code: 'already_undone' } }]);
  });

  it('stands in the status while it is there', async () => {
    const before = statusDocument.parse(await (await test.ask('/api/v1/status')).json());
    expect([before.extent, before.lastImport?.state]).toEqual([null, 'undone']);
    await importCosts();
    const after = statusDocument.parse(await (await test.ask('/api/v1/status')).json());
    expect(after).toMatchObject({ extent: { from: '2026-01-01', to: '2026-02-28' }, currency: 'EUR', lastImport: { connector: 'costs', file: 'costs.csv', state: 'done' } });
  });

  it('is refused whole when it is another kind of file', async () => {
    const response = await post('/api/v1/imports/preview', { uploadId: await upload('costs.csv', '%PDF-1.7 \u0000\u0001\u0002'), connector: 'costs' });
    expect([response.status, await response.json()]).toMatchObject([422, { error: { code: 'wrong_file' } }]);
    const unknown = await post('/api/v1/imports', { uploadId: 'nothing', connector: 'csb' });
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: { code: 'unknown_connector' } }]);
  });
});
