// Progress of an import as server-sent events, from now until it has ended.
import { setTimeout } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { ImportDocument } from '../../shared/api/imports.js';
import { declareRoute, workspaceQuery } from '../declare-route.js';
import { IMPORT } from '../documents.js';
import { toAppError } from '../error-response.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

/** Milliseconds between looks at the import. */
const INTERVAL = 300;
/** Milliseconds after which a silent stream says that it lives. */
const HEARTBEAT = 15_000;

const EVENTS = declareRoute('see imports', {
  method: 'get', path: '/api/v1/imports/{id}/events', tags: ['Imports'], summary: 'Progress as server-sent events',
  description: 'Each message is the import as it is by then. The stream ends with the import; an event `error` carries an error document.',
  request: { params: z.object({ id: z.string() }), query: workspaceQuery },
  responses: { 200: { description: 'Messages', content: { 'text/event-stream': { schema: IMPORT } } }, 204: { description: 'The import has ended: nothing more will come' } },
});

const isUnderWay = ({ state }: ImportDocument): boolean => state === 'waiting' || state === 'running';

/** @param closing aborted when the server closes: streams end then */
export function addImportEventRoutes(app: App, { imports, workspaces, log }: ServerDependencies, closing: AbortSignal): void {
  app.openapi(EVENTS, async (c) => {
    const { id } = c.req.valid('param');
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    const first = await imports.get(workspace, id);
    // A browser reconnects when a stream has ended, unless it is told that there is nothing more.
    if (!isUnderWay(first) && c.req.header('last-event-id') !== undefined) return c.body(null, 204);
    return streamSSE(c, async (stream) => {
      const over = new AbortController();
      const end = (): void => over.abort();
      stream.onAbort(end);
      closing.addEventListener('abort', end, { once: true });
      try {
        await follow(stream, first, () => imports.get(workspace, id), over.signal);
      } catch (error) {
        await stream.writeSSE({ event: 'error', data: JSON.stringify(toAppError(error, log).toDocument()) });
      } finally {
        closing.removeEventListener('abort', end);
      }
    });
  });
}

/** Writes the import whenever it has changed, until it has ended or `over`. */
async function follow(stream: SSEStreamingApi, first: ImportDocument, look: () => Promise<ImportDocument>, over: AbortSignal): Promise<void> {
  let told = '';
  let toldAt = 0;
  for (let current = first; ; current = await look()) {
    const data = JSON.stringify(current);
    if (data !== told) {
      await stream.writeSSE({ data, id: current.state });
      [told, toldAt] = [data, Date.now()];
    } else if (Date.now() - toldAt > HEARTBEAT) {
      await stream.write(': still here\n\n');
      toldAt = Date.now();
    }
    if (!isUnderWay(current)) return;
    await setTimeout(INTERVAL, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
  }
}
