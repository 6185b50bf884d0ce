// Imports: look at a file, start, follow, stop, go on, take back.
import { z } from '@hono/zod-openapi';
import { csv, declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { IMPORT, IMPORTS, IMPORT_REQUEST, PREVIEW, PREVIEW_REQUEST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { streamCsv } from '../stream-csv.js';

const params = z.object({ id: z.string().meta({ example: '1' }) });
const request = { params, query: workspaceQuery };
const tags = ['Imports'];

const LOOK = declareRoute('import data', {
  method: 'post', path: '/api/v1/imports/preview', tags, summary: 'What a file would become; writes nothing',
  request: { query: workspaceQuery, body: jsonBody(PREVIEW_REQUEST) }, responses: { 200: json('Preview', PREVIEW) },
});
const START = declareRoute('import data', {
  method: 'post', path: '/api/v1/imports', tags, summary: 'Starts an import',
  description: 'Answers at once; follow it by its id. With `dryRun` everything is read and counted and nothing is written.',
  request: { query: workspaceQuery, body: jsonBody(IMPORT_REQUEST) }, responses: { 202: json('Started', IMPORT) },
});
const LIST = declareRoute('see imports', { method: 'get', path: '/api/v1/imports', tags, summary: 'All imports, the newest first', request: { query: workspaceQuery }, responses: { 200: json('Imports', IMPORTS) } });
const GET = declareRoute('see imports', { method: 'get', path: '/api/v1/imports/{id}', tags, summary: 'An import', request, responses: { 200: json('The import', IMPORT) } });
const CANCEL = declareRoute('import data', { method: 'post', path: '/api/v1/imports/{id}/cancel', tags, summary: 'Stops a running import; what is written stays until it is undone', request, responses: { 200: json('The import', IMPORT) } });
const RESUME = declareRoute('import data', { method: 'post', path: '/api/v1/imports/{id}/resume', tags, summary: 'Goes on with an import that was interrupted or cancelled', request, responses: { 200: json('The import', IMPORT) } });
const UNDO = declareRoute('import data', { method: 'post', path: '/api/v1/imports/{id}/undo', tags, summary: 'Takes an import back: removes the facts that no other import supplies', request, responses: { 200: json('The import', IMPORT) } });
const REJECTS = declareRoute('see imports', { method: 'get', path: '/api/v1/imports/{id}/rejects', tags, summary: 'The refused rows, each with line, column, reason and remedy', request, responses: { 200: csv('The refused rows, streamed') } });

export function addImportRoutes(app: App, { imports, workspaces }: ServerDependencies): void {
  app.openapi(LOOK, async (c) => c.json(await imports.preview(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(START, async (c) => c.json(await imports.start(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 202));
  app.openapi(LIST, async (c) => c.json({ imports: await imports.list(await workspaces.open(c.req.valid('query').workspace)) }, 200));
  app.openapi(GET, async (c) => c.json(await imports.get(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(CANCEL, async (c) => c.json(await imports.cancel(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(RESUME, async (c) => c.json(await imports.resume(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(UNDO, async (c) => c.json(await imports.undo(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(REJECTS, async (c) => {
    const { id } = c.req.valid('param');
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    return streamCsv(c, `rejects-${id}`, imports.rejects(workspace, id));
  });
}
