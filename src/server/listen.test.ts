import { get as httpGet, request as httpRequest, Agent, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { checkSource } from './check-source.js';
import { listenOn } from './listen.js';
import type { ServerEnv } from './server-dependencies.js';

/** An app that answers at once, or when told to. */
function appWithSlowRoute(): { app: OpenAPIHono<ServerEnv>; begun: Promise<void>; finish: () => void } {
  const app = new OpenAPIHono<ServerEnv>();
  let begin = (): void => undefined;
  let finish = (): void => undefined;
  const begun = new Promise<void>((resolve) => { begin = resolve; });
  const told = new Promise<void>((resolve) => { finish = resolve; });
  app.use(checkSource(undefined));
  app.onError((error, c) => c.text(error.message, 403));
  app.get('/fast', (c) => c.text('fast'));
  app.get('/slow', async (c) => {
    begin();
    await told;
    return c.text('slow');
  });
  return { app, begun, finish };
}

const ask = (url: string, options: { agent?: Agent; headers?: Record<string, string> } = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    httpGet(url, options, (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => { resolve({ status: response.statusCode ?? 0, text }); }).on('error', reject);
    }).on('error', reject);
  });

describe('listening', () => {
  it.each(['0.0.0.0', '::', '192.168.1.2', '10.1.2.3', 'example.invalid', ''])('is refused at %j, which is not this machine alone', async (host) => {
    await expect(listenOn(appWithSlowRoute().app, host, 0)).rejects.toMatchObject({ code: 'listen_refused', message: expect.stringContaining('only this machine') as string });
  });

  it.each(['127.0.0.1', 'localhost'])('works at %s, at the very port that requests name', async (host) => {
    const listening = await listenOn(appWithSlowRoute().app, host, 0);
    try {
      expect(listening.url).toBe(`http://${host}:${listening.port}`);
      expect(await ask(`${listening.url}/fast`)).toEqual({ status: 200, text: 'fast' });
      expect((await ask(`${listening.url}/fast`, { headers: { host: 'evil.example' } })).status).toBe(403);
      expect((await ask(`${listening.url}/fast`, { headers: { host: `localhost:${listening.port + 1}` } })).status).toBe(403);
    } finally {
      await listening.close();
    }
  });

  it('names the port that is taken', async () => {
    const first = await listenOn(appWithSlowRoute().app, '127.0.0.1', 0);
    try {
      await expect(listenOn(appWithSlowRoute().app, '127.0.0.1', first.port)).rejects.toMatchObject({ code: 'port_in_use', message: expect.stringContaining(String(first.port)) as string });
    } finally {
      await first.close();
    }
  });
});

describe('closing', () => {
  it('finishes what is under way and takes nothing more', async () => {
    const { app, begun, finish } = appWithSlowRoute();
    const listening = await listenOn(app, '127.0.0.1', 0);
    const slow = ask(`${listening.url}/slow`);
    await begun;
    let closed = false;
    const closing = listening.close().then(() => { closed = true; });
    await expect(ask(`${listening.url}/fast`)).rejects.toThrow(/ECONNREFUSED/);
    expect(closed).toBe(false);
    finish();
    expect(await slow).toEqual({ status: 200, text: 'slow' });
    await closing;
  });

  it('does not wait for connections that idle', async () => {
    const { app } = appWithSlowRoute();
    const listening = await listenOn(app, '127.0.0.1', 0);
    const agent = new Agent({ keepAlive: true });
    await ask(`${listening.url}/fast`, { agent });
    const silent = connect(listening.port, '127.0.0.1');
    await new Promise((resolve) => { silent.once('connect', resolve); });
    const began = performance.now();
    await listening.close();
    expect(performance.now() - began).toBeLessThan(5_000);
    agent.destroy();
    silent.destroy();
  });

  it('leaves a request without a host to nobody', async () => {
    const listening = await listenOn(appWithSlowRoute().app, '127.0.0.1', 0);
    const status = await new Promise<number>((resolve, reject) => {
      httpRequest({ port: listening.port, host: '127.0.0.1', path: '/fast', setHost: false }, (response) => { response.resume(); resolve(response.statusCode ?? 0); }).on('error', reject).end();
    });
    expect(status).toBe(400);
    await listening.close();
  });
});
