// How imports travel over HTTP: bodies in, documents, CSV and events out. What an import does is tested
// where it is done; here its steps are scripted, so that each can be sent on its way by hand.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_IMPORTS, openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { importDocument, importList, uploadReceipt, type ImportDocument } from '../../shared/api/imports.js';
import { statusDocument } from '../../shared/api/status.js';
import { AppError } from '../../shared/errors.js';
import { errorDocument } from '../declare-route.js';
import type { ImportsOfServer } from '../server-dependencies.js';

const WAITING: ImportDocument = {
  id: '7', connector: 'costs', file: 'costs.csv', size: 10, state: 'waiting', dryRun: false, progress: 0, rowsPerSecond: null, secondsLeft: null, startedAt: '2026-01-05T10:00:00Z', endedAt: null,
  error: null, rejectsFile: null, problems: [], firstDay: null, lastDay: null, read: 0, accepted: 0, duplicates: 0, rejected: 0, skipped: 0, facts: {},
};
const DONE: ImportDocument = { ...WAITING, state: 'done', progress: 1, endedAt: '2026-01-05T10:00:02Z', read: 2, accepted: 2 };

let current: ImportDocument = WAITING;
const calls: unknown[][] = [];
const stored: Uint8Array[] = [];
const only = (id: string): void => {
  if (id !== '7') throw new AppError('not_found', { what: 'import', id });
};
const act = (name: string) => (workspace: { name: string }, id: string): Promise<ImportDocument> => {
  only(id);
  calls.push([name, workspace.name, id]);
  return Promise.resolve(current);
};
const scripted: ImportsOfServer = {
  ...NO_IMPORTS,
  connectors: () => ({ connectors: [{ name: 'costs', label: 'Costs', description: 'Costs by day', layouts: [] }] }),
  async saveUpload(_, body, name) {
    for await (const piece of body) stored.push(piece.slice());
    return { uploadId: 'u1', file: name, size: stored.reduce((sum, piece) => sum + piece.length, 0) };
  },
  preview: (_, request) => { calls.push(['preview', request]); return Promise.resolve({ uploadId: request.uploadId, file: 'costs.csv', size: 10, recognised: [], connector: 'costs', mapping: null, notes: [], unused: [], header: [], sample: [] }); },
  start: (_, request) => { calls.push(['start', request]); return Promise.resolve(current); },
  async get(_, id) { only(id); return Promise.resolve(current); },
  list: () => Promise.resolve([DONE, { ...DONE, id: '8', dryRun: true, endedAt: '2026-01-06T10:00:00Z' }, { ...DONE, id: '6', endedAt: '2026-01-04T10:00:00Z' }]),
  lastEnded: () => Promise.resolve(DONE),
  cancel: act('cancel'), resume: act('resume'), undo: act('undo'),
  async *rejects(_, id) { only(id); yield new TextEncoder().encode('line,reason\n'); yield new TextEncoder().encode('3,"no amount"\n'); if (current.state === 'failed') throw new Error('disk gone'); },
};

let test: TestServer;
beforeAll(async () => { test = await openTestServer({ imports: scripted }); });
beforeEach(() => { current = WAITING; calls.length = 0; stored.length = 0; });
afterAll(async () => { await test.close(); });

const post = (body?: unknown): RequestInit => ({ method: 'POST', ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
const codeOf = async (response: Response): Promise<string> => errorDocument.parse(await response.json()).error.code;

describe('an upload', () => {
  it('arrives byte for byte, whatever its type, longer than JSON may be', async () => {
    const bytes = new Uint8Array(3 * 2 ** 20).map((_, i) => i % 251);
    const response = await test.ask('/api/v1/uploads?name=caf%C3%A9%20costs.csv', { method: 'POST', body: bytes, headers: { 'content-type': 'text/csv' } });
    expect([response.status, uploadReceipt.parse(await response.json())]).toEqual([201, { uploadId: 'u1', file: 'café costs.csv', size: bytes.length }]);
    expect(Buffer.concat(stored).equals(bytes)).toBe(true);
  });

  it('may be empty, but not without a name', async () => {
    expect((await test.ask('/api/v1/uploads?name=a.csv', { method: 'POST' })).status).toBe(201);
    expect(await codeOf(await test.ask('/api/v1/uploads', { method: 'POST', body: 'a' }))).toBe('invalid_input');
  });

  it('is refused at once when it says that it is too long', async () => {
    const response = await test.ask('/api/v1/uploads?name=a.csv', { method: 'POST', body: 'a', headers: { 'content-length': String(21 * 1024 ** 3) } });
    expect([response.status, await codeOf(response), stored.length]).toEqual([413, 'payload_too_large', 0]);
  });

  it('that breaks off is passed on as broken, not as a whole file', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (c) => { c.enqueue(new Uint8Array(10)); }, pull: (c) => { c.error(new Error('connection lost')); } });
    const response = await test.ask('/api/v1/uploads?name=a.csv', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect([response.status, await codeOf(response)]).toEqual([400, 'bad_request']);
  });
});

describe('an import', () => {
  it('is previewed and started with what was asked, and its defaults', async () => {
    expect((await test.ask('/api/v1/imports/preview', post({ uploadId: 'u1', connector: 'csv', mapping: 'facts: []' }))).status).toBe(200);
    const response = await test.ask('/api/v1/imports', post({ uploadId: 'u1', connector: 'costs' }));
    expect([response.status, importDocument.parse(await response.json())]).toEqual([202, WAITING]);
    expect(calls).toEqual([['preview', { uploadId: 'u1', connector: 'csv', mapping: 'facts: []' }], ['start', { uploadId: 'u1', connector: 'costs', dryRun: false }]]);
  });

  it('is listed and looked at', async () => {
    expect(importList.parse(await (await test.ask('/api/v1/imports')).json()).imports.map((i) => i.id)).toEqual(['7', '8', '6']);
    expect(importDocument.parse(await (await test.ask('/api/v1/imports/7')).json())).toEqual(WAITING);
    expect(await (await test.ask('/api/v1/connectors')).json()).toMatchObject({ connectors: [{ name: 'costs' }] });
  });

  it.each(['cancel', 'resume', 'undo'])('takes %s, with or without a body', async (action) => {
    expect((await test.ask(`/api/v1/imports/7/${action}`, post())).status).toBe(200);
    expect((await test.ask(`/api/v1/imports/7/${action}`, post({}))).status).toBe(200);
    expect(calls).toEqual([[action, 'default', '7'], [action, 'default', '7']]);
  });

  it('that is not there is a 404 on every route', async () => {
    for (const path of ['', '/rejects', '/events']) expect((await test.ask(`/api/v1/imports/9${path}`)).status).toBe(404);
    for (const action of ['cancel', 'resume', 'undo']) expect((await test.ask(`/api/v1/imports/9/${action}`, post())).status).toBe(404);
  });

  it('that ended last stands in the status; one that wrote nothing does not', async () => {
    expect(statusDocument.parse(await (await test.ask('/api/v1/status')).json()).lastImport).toEqual({ id: '7', connector: 'costs', file: 'costs.csv', state: 'done', endedAt: '2026-01-05T10:00:02Z' });
  });
});

describe('refused rows', () => {
  it('come as a CSV file', async () => {
    const response = await test.ask('/api/v1/imports/7/rejects');
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual(['text/csv; charset=utf-8', 'attachment; filename="rejects-7.csv"']);
    expect(await response.text()).toBe('line,reason\n3,"no amount"\n');
  });

  it('that break off do not pass for the whole file', async () => {
    current = { ...WAITING, state: 'failed' };
    const response = await test.ask('/api/v1/imports/7/rejects');
    await expect(response.text()).rejects.toThrow('disk gone');
  });
});

/** Messages as they come; ends with the stream. */
async function* messagesOf(response: Response): AsyncIterable<{ event: string; data: unknown }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let step = await reader?.read(); step !== undefined && !step.done; step = await reader?.read()) {
    text += step.value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(text.slice(0, end).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      text = text.slice(end + 2);
      if (fields.data !== undefined) yield { event: fields.event ?? 'message', data: JSON.parse(fields.data) };
    }
  }
}

describe('progress', () => {
  it('is told whenever it changes, until the import has ended', async () => {
    const response = await test.ask('/api/v1/imports/7/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const told: string[] = [];
    for await (const { event, data } of messagesOf(response)) {
      const { state, progress } = importDocument.parse(data);
      told.push(`${event} ${state} ${progress}`);
      if (state === 'waiting') current = { ...WAITING, state: 'running', progress: 0.5 };
      if (state === 'running') current = DONE;
    }
    expect(told).toEqual(['message waiting 0', 'message running 0.5', 'message done 1']);
  });

  it('of an import that has ended is told once, and a browser that asks again is sent away', async () => {
    current = DONE;
    const told: unknown[] = [];
    for await (const { data } of messagesOf(await test.ask('/api/v1/imports/7/events'))) told.push(data);
    expect(told).toEqual([DONE]);
    expect((await test.ask('/api/v1/imports/7/events', { headers: { 'last-event-id': 'done' } })).status).toBe(204);
  });

  it('that can no longer be told ends with the error', async () => {
    const told: unknown[] = [];
    for await (const { event, data } of messagesOf(await test.ask('/api/v1/imports/7/events'))) {
      told.push(event === 'error' ? errorDocument.parse(data).error.code : event);
      current = { ...WAITING, get state(): 'waiting' { throw new AppError('store_unavailable', { store: 'records', reason: 'gone' }); } };
    }
    expect(told).toEqual(['message', 'store_unavailable']);
  });

  it('ends when the server closes', async () => {
    const response = await test.ask('/api/v1/imports/7/events');
    const told: unknown[] = [];
    for await (const { data } of messagesOf(response)) {
      told.push(data);
      await test.server.close();
    }
    expect(told).toEqual([WAITING]);
    expect(await codeOf(await test.ask('/api/v1/imports'))).toBe('shutting_down');
  });
});
