import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFigures, fetchStatus } from './api-client.js';

afterEach(() => { vi.unstubAllGlobals(); });

describe('the server’s answer', () => {
  it('that breaks off half way is none, and worth another try', async () => {
    const broken = new ReadableStream({ start(stream) { stream.enqueue(new TextEncoder().encode('{"rows":[')); stream.error(new TypeError('network error')); } });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(broken)));
    await expect(fetchStatus()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('to an address that is too long says so', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 431 })));
    await expect(fetchStatus()).rejects.toMatchObject({ message: expect.stringContaining('too long') as string });
  });

  it('is asked for in a body where filters make the question longer than an address', async () => {
    const asked: (readonly [string, string | undefined])[] = [];
    vi.stubGlobal('fetch', (address: string, { method }: { method?: string }) => {
      asked.push([address.split('?')[0] ?? '', method]);
      return Promise.reject(new TypeError('not sent'));
    });
    const question = (values: readonly string[]) => fetchFigures({ kpis: ['leads'], from: '2026-01-01', to: '2026-02-01', where: [{ dimension: 'campaign', values: [...values] }] }).catch(() => undefined);
    await question(['Spring']);
    await question(Array.from({ length: 500 }, (_, i) => `A campaign with a long name ${String(i)}`));
    expect(asked).toEqual([['/api/v1/kpis', 'GET'], ['/api/v1/kpis/together', 'POST']]);
  });
});
