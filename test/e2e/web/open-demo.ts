// What a file of tests clicks through: the sample company on a server of its own, and a browser.
import type { BrowserContextOptions } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser, type TestBrowser, type TestPage } from '../open-browser.js';
import { serve, serveOn, type DemoServer } from './demo-server.js';

export interface Demo {
  /** Where the server is; known once tests run. */
  readonly url: string;
  /** A page of its own profile at an address of the server (`/leads?p=7d`), or at a whole one. */
  open(address: string, options?: BrowserContextOptions): Promise<TestPage>;
  /**
   * What the API answers at `/api/v1` and `path`, for what a test needs to be there beforehand. Throws where it refuses.
   * @param sent a document as JSON; bytes go as they are
   */
  call(method: 'GET' | 'POST' | 'PUT', path: string, sent?: unknown): Promise<unknown>;
}

/**
 * To be called once at the top of a file: the server and the browser start before its tests and end after them.
 * @param standOn the instant that it is for the server, which then loads a sample company that ends there
 */
export function openDemo({ standOn }: { readonly standOn?: string } = {}): Demo {
  let server: DemoServer | undefined;
  let browser: TestBrowser | undefined;
  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The demo is there while tests run.');
    return part;
  };
  beforeAll(async () => {
    // One that starts while the other fails must end, too.
    const parts = await Promise.allSettled([(standOn === undefined ? serve('demo') : serveOn(standOn)).then((s) => { server = s; }), openBrowser().then((b) => { browser = b; })]);
    for (const part of parts) if (part.status === 'rejected') throw part.reason;
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    get url() { return started(server).url; },
    open: (address, options) => started(browser).open(new URL(address, started(server).url).href, options),
    async call(method, path, sent) {
      const bytes = sent instanceof Uint8Array ? { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(sent) } : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) };
      const answer = await fetch(`${started(server).url}/api/v1${path}`, { method, ...(sent !== undefined && bytes) });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${String(answer.status)}: ${await answer.text()}`);
      return (await answer.json()) as unknown;
    },
  };
}
