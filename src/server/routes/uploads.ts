// Takes a file as the raw body of a request, streamed to disk: to be previewed and imported from there.
import { z } from '@hono/zod-openapi';
import { AppError } from '../../shared/errors.js';
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { UNPACKED_UPLOADS, UPLOAD } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const GIGABYTE = 1024 ** 3;
/** Bytes of one file. */
const LARGEST = 20 * GIGABYTE;

const STORE = declareRoute('import data', {
  method: 'post', path: '/api/v1/uploads', tags: ['Imports'], summary: 'Stores a file',
  description: `The file as it is, as the body of the request: no form. Up to ${LARGEST / GIGABYTE} GB; durably stored when this answers.`,
  request: {
    query: workspaceQuery.extend({ name: z.string().min(1).max(500).meta({ description: 'Name of the file', example: 'leads.csv' }) }),
    body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: { 201: json('Stored', UPLOAD) },
});

const UNPACK = declareRoute('import data', {
  method: 'post', path: '/api/v1/uploads/{id}/unpack', tags: ['Imports'], summary: 'Stores the files of a ZIP archive that was stored, each for itself',
  description: 'They stand in the place of the archive, which is not kept. What systems leave in archives by themselves is left out.',
  request: { params: z.object({ id: z.string() }), query: workspaceQuery }, responses: { 201: json('Stored', UNPACKED_UPLOADS) },
});

const brokenOff = (cause: unknown): AppError => new AppError('bad_request', { reason: 'The file broke off on its way: nothing of it is kept.' }, { cause });

/** The body's pieces; fails as soon as there are more bytes than `most`. */
async function* atMost(body: ReadableStream<Uint8Array> | null, most: number): AsyncIterable<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => { throw brokenOff(cause); });
      if (done) return;
      size += value.byteLength;
      if (size > most) throw new AppError('payload_too_large', { limit: `${most / GIGABYTE} GB` });
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

export function addUploadRoutes(app: App, { imports, workspaces }: ServerDependencies): void {
  app.openapi(STORE, async (c) => {
    const { workspace, name } = c.req.valid('query');
    if (Number(c.req.header('content-length') ?? 0) > LARGEST) throw new AppError('payload_too_large', { limit: `${LARGEST / GIGABYTE} GB` });
    return c.json(await imports.saveUpload(await workspaces.open(workspace), atMost(c.req.raw.body, LARGEST), name), 201);
  });
  app.openapi(UNPACK, async (c) => c.json({ files: await imports.unpack(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id) }, 201));
}
