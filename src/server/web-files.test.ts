import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../test/server/open-server.js';

const SCRIPT = '/assets/index-B3x_k9Qz.js';

describe('the web app', () => {
  let test: TestServer;
  beforeAll(async () => { test = await openTestServer(); });
  afterAll(async () => { await test.close(); });

  it.each(['/', '/index.html', '/kpis/cost_per_lead?from=2026-01-01&to=2026-02-01', '/imports/7'])('answers its page at %s, never from an old cache', async (path) => {
    const response = await test.ask(path);
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    expect(await response.text()).toContain('<title>Leadline</title>');
  });

  it('lets the page run its own files and the script that stands in it, nothing else', async () => {
    const policy = (await test.ask('/')).headers.get('content-security-policy') ?? '';
    const hash = createHash('sha256').update('document.documentElement.dataset.theme = "dark"').digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self'");
  });

  it('keeps files that are named by their content for good', async () => {
    expect((await test.ask(SCRIPT)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await test.ask('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('compresses what is worth it, as the browser can take it', async () => {
    const plain = await (await test.ask(SCRIPT)).text();
    const ask = async (accept: string) => test.ask(SCRIPT, { headers: { 'accept-encoding': accept } });
    const br = await ask('gzip, deflate, br, zstd');
    expect(br.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await br.arrayBuffer()).toString()).toBe(plain);
    const gz = await ask('gzip, br;q=0');
    expect(gz.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await gz.arrayBuffer()).toString()).toBe(plain);
    expect((await ask('identity')).headers.get('content-encoding')).toBeNull();
    expect((await test.ask('/icon.svg', { headers: { 'accept-encoding': 'br' } })).headers.get('content-encoding')).toBeNull();
  });

  it('sends nothing again that the browser has', async () => {
    const etag = (await test.ask('/')).headers.get('etag') ?? '';
    const again = await test.ask('/', { headers: { 'if-none-match': `W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each(['/assets/missing.js', '/../package.json', '/..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '/.env.local', '/t.js', '/api/', '/api/v1'])('has nothing at %s', async (path) => {
    const response = await test.ask(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('answers the head of a file without its body', async () => {
    const head = await test.ask(SCRIPT, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('without a built web app', () => {
  it('says how to build it, and serves the API', async () => {
    const test = await openTestServer({ web: false });
    try {
      const response = await test.ask('/');
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'web_not_built', hint: expect.stringContaining('npm run build') as string } });
      expect((await test.ask('/healthz')).status).toBe(200);
      expect(test.log.join('')).toContain('the web app is not built');
    } finally {
      await test.close();
    }
  });
});
