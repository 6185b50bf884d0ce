import { gunzipSync } from 'node:zlib';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, LOCAL, openTestServer, type TestServer } from '../../test/server/open-server.js';
import { sql } from '../database/sql.js';
import { errorDocument } from './declare-route.js';
import { guard } from './guard.js';
import type { ServerEnv } from './server-dependencies.js';

let test: TestServer;
beforeAll(async () => { test = await openTestServer(); });
afterAll(async () => { await test.close(); });

async function errorOf(response: Response): Promise<{ code: string; message: string; hint: string; details?: Record<string, unknown> | undefined }> {
  return errorDocument.parse(await response.json()).error;
}
const json = (method: string, body: string, headers: Record<string, string> = {}): RequestInit => ({ method, body, headers: { 'content-type': 'application/json', ...headers } });

/** Routes of the app as the router has them, without middleware. */
const routes = (): { method: string; path: string }[] => test.server.app.routes.filter(({ method, path }) => !(method === 'ALL' && path === '/*'));

describe('every route', () => {
  it('declares who may call it', () => {
    expect(routes().length).toBeGreaterThan(20);
    expect(routes().filter(({ method, path }) => !test.server.permissions.has(`${method} ${path}`))).toEqual([]);
    expect([...test.server.permissions.values()].filter((allow) => allow === 'nobody')).toEqual([]);
  });

  it('stands in the OpenAPI document, but for the web app', async () => {
    const document = (await (await test.ask('/api/v1/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\/\{(\w+)\}/g, '/:$1')}`));
    const served = [...new Set(routes().map(({ method, path }) => `${method} ${path}`))].filter((route) => route !== 'GET /*');
    expect(served.sort()).toEqual(described.sort());
  });

  it('is closed to a caller from elsewhere, but for what is for anyone', async () => {
    const elsewhere = { incoming: { socket: { remoteAddress: '10.0.0.7', localPort: 4600 } } };
    for (const [route, allow] of test.server.permissions) {
      const [method = '', path = ''] = route.split(' ');
      const response = await test.server.app.request(`http://${HOST}${path.replace(/:\w+/g, 'x').replace('*', '')}`, { method, headers: { host: HOST } }, elsewhere);
      expect([route, response.status === 401]).toEqual([route, allow !== 'anyone']);
    }
  });

  it('is closed when nothing declares it', async () => {
    const alone = new OpenAPIHono<ServerEnv>();
    alone.onError((error, c) => c.text(error.message, 403));
    alone.use(guard(new Map([['GET /open', 'anyone']])));
    for (const path of ['/open', '/undeclared']) alone.get(path, (c) => c.text('open'));
    alone.all('/any-method', (c) => c.text('open'));
    const ask = async (path: string) => (await alone.request(path, {}, LOCAL)).status;
    expect([await ask('/open'), await ask('/undeclared'), await ask('/any-method')]).toEqual([200, 403, 403]);
  });

  it('is closed to what a proxy passes on, and to a caller whose address is not known', async () => {
    const passedOn = await test.ask('/api/v1/settings', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect((await errorOf(passedOn)).code).toBe('unauthorized');
    const unknownCaller = await test.server.app.request(`http://${HOST}/api/v1/settings`, { headers: { host: HOST } }, { incoming: { socket: { localPort: 4600 } } });
    expect((await errorOf(unknownCaller)).code).toBe('unauthorized');
  });
});

describe('a foreign web page', () => {
  it.each(['evil.example:4600', 'localhost.evil.example:4600', '127.0.0.1.evil.example:4600', 'localhost:4601', 'localhost', '192.168.1.5:4600', '[::2]:4600', 'evil@localhost:4600', ''])(
    'is refused by host name %j',
    async (host) => {
      const response = await test.ask('/api/v1/kpis', { headers: { host } });
      expect(response.status).toBe(403);
      expect(await errorOf(response)).toMatchObject({ code: 'forbidden', message: expect.stringContaining('4600') as string });
    },
  );

  it.each([HOST, 'localhost:4600', 'LOCALHOST:4600', '[::1]:4600'])('is none at %s', async (host) => {
    expect((await test.ask('/api/v1/settings', { headers: { host } })).status).toBe(200);
  });

  it.each([
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:3000' }, { origin: `https://${HOST}` },
    { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ])('can change nothing: %j', async (headers) => {
    const response = await test.ask('/api/v1/settings', json('PATCH', '{"fewSample":1}', headers));
    expect(await errorOf(response)).toMatchObject({ code: 'forbidden', message: 'The request comes from another web page.' });
    expect((await test.workspaces.open()).settings.fewSample).toBe(30);
  });

  it('can send no form and no file either', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      const upload = await test.ask('/api/v1/uploads?name=a.csv', { method: 'POST', body: 'a=b', headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } });
      expect(upload.status).toBe(403);
    }
  });

  it('can load no answer, but a link to a page may be followed', async () => {
    expect((await test.ask('/api/v1/kpis', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } })).status).toBe(403);
    expect((await test.ask('/api/docs', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } })).status).toBe(200);
  });

  it('does not stop our own page and programs', async () => {
    const own = { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' };
    expect((await test.ask('/api/v1/settings', json('PATCH', '{}', own))).status).toBe(200);
    expect((await test.ask('/api/v1/settings', json('PATCH', '{}'))).status).toBe(200);
  });
});

describe('what can not be read', () => {
  it('is a 404 in JSON under /api, and a 405 where only the method is wrong', async () => {
    const unknown = await test.ask('/api/v1/kpi');
    expect([unknown.status, await errorOf(unknown)]).toMatchObject([404, { code: 'not_found', message: 'There is no route "/api/v1/kpi".' }]);
    expect((await test.ask('/api/v2', { method: 'POST' })).status).toBe(404);
    const wrong = await test.ask('/api/v1/imports/7', { method: 'DELETE' });
    expect(wrong.headers.get('allow')).toBe('GET');
    expect([wrong.status, await errorOf(wrong)]).toMatchObject([405, { code: 'method_not_allowed', details: { valid: ['GET'] } }]);
  });

  it('is named: broken JSON, no JSON, a body that is too long, a field that does not fit', async () => {
    expect(await errorOf(await test.ask('/api/v1/settings', json('PATCH', '{"timeZone":')))).toMatchObject({ code: 'bad_request', message: expect.stringContaining('JSON') as string });
    expect(await errorOf(await test.ask('/api/v1/settings', { method: 'PATCH', body: 'timeZone=UTC', headers: { 'content-type': 'text/plain' } }))).toMatchObject({ code: 'unsupported_media_type' });
    expect(await errorOf(await test.ask('/api/v1/settings', json('PATCH', JSON.stringify({ region: 'x'.repeat(2 ** 20) }))))).toMatchObject({ code: 'payload_too_large' });
    expect(await errorOf(await test.ask('/api/v1/settings', json('PATCH', '[1]')))).toMatchObject({ code: 'invalid_input' });
    expect(await errorOf(await test.ask('/api/v1/imports', json('POST', '{"uploadId":7}')))).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/^uploadId: /) as string });
    expect(await errorOf(await test.ask('/api/v1/status?verbose=1'))).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/^verbose: /) as string });
  });

  it('limits a body whose length is not told', async () => {
    const piece = new TextEncoder().encode('x'.repeat(2 ** 16));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({ pull: (c) => { if ((sent += 1) > 100) c.close(); else c.enqueue(piece); } });
    const response = await test.ask('/api/v1/imports', { method: 'POST', body, headers: { 'content-type': 'application/json' }, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(413);
  });
});

describe('an unforeseen error', () => {
  it('shows an id, and stands in the log under it without values', async () => {
    await test.records.execute(sql`ALTER TABLE settings RENAME TO settings_away`);
    const response = await test.ask('/api/v1/settings?workspace=default');
    await test.records.execute(sql`ALTER TABLE settings_away RENAME TO settings`);
    const error = await errorOf(response);
    expect([response.status, error.code]).toEqual([500, 'internal']);
    const ref = String(error.details?.ref);
    expect(error.hint).toContain(ref);
    expect(JSON.stringify(error)).not.toMatch(/settings|relation|at /);
    const logged = test.log.filter((line) => line.includes(ref));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ error: { message: expect.not.stringContaining('"') as string, frames: expect.arrayContaining([expect.stringMatching(/^at /)]) as string[] } });
  });

  it('is no reason to log what was asked', async () => {
    const from = test.log.length;
    await test.ask('/api/v1/kpis?from=2026-01-01&to=2026-02-01&kpi=leads&where=account:Jana%20Secret');
    await test.ask('/api/v1/imports/jana@example.com');
    expect(test.log.slice(from).length).toBeGreaterThan(1);
    expect(test.log.slice(from).join('')).not.toMatch(/Secret|jana|2026-01-01|127\.0\.0\.1/);
  });
});

describe('answers', () => {
  it('are compressed for who can read that, where it gains something', async () => {
    const encodingOf = async (path: string, accepted: string) => (await test.ask(path, { headers: { 'accept-encoding': accepted } })).headers.get('content-encoding');
    expect(await encodingOf('/api/v1/kpis', 'br, gzip')).toBe('gzip');
    expect(await encodingOf('/api/v1/kpis', 'identity')).toBeNull();
    const gzipped = await test.ask('/api/v1/kpis', { headers: { 'accept-encoding': 'gzip' } });
    expect(JSON.parse(gunzipSync(await gzipped.arrayBuffer()).toString())).toEqual(await (await test.ask('/api/v1/kpis')).json());
    expect(await encodingOf('/api/v1/kpis/cost/explain.csv?from=2026-01-01&to=2026-02-01', 'gzip')).toBeNull();
  });

  it('tell browsers to keep, frame and run nothing', async () => {
    for (const path of ['/api/v1/settings', '/api/v1/nothing', '/healthz']) {
      const { headers } = await test.ask(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
