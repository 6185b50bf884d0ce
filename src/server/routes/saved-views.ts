// Views of the explorer and of attribution that are kept under a name.
import { z } from '@hono/zod-openapi';
import { createSavedViews } from '../../access/saved-views.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { CHANGE_VIEW_REQUEST, SAVE_VIEW_REQUEST, SAVED_VIEW, SAVED_VIEWS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Saved views'];
const params = z.object({ id: z.string().meta({ example: '1' }) });
const request = { params, query: workspaceQuery };

const LIST = declareRoute('see figures', { method: 'get', path: '/api/v1/views', tags, summary: 'Views kept under a name, of all pages, by name', request: { query: workspaceQuery }, responses: { 200: json('Saved views', SAVED_VIEWS) } });
const SAVE = declareRoute('save views', { method: 'post', path: '/api/v1/views', tags, summary: 'Keeps a view under a name', request: { query: workspaceQuery, body: jsonBody(SAVE_VIEW_REQUEST) }, responses: { 201: json('The view', SAVED_VIEW) } });
const CHANGE = declareRoute('save views', { method: 'patch', path: '/api/v1/views/{id}', tags, summary: 'Renames a view, or keeps something else under its name', request: { ...request, body: jsonBody(CHANGE_VIEW_REQUEST) }, responses: { 200: json('The view', SAVED_VIEW) } });
const REMOVE = declareRoute('save views', { method: 'delete', path: '/api/v1/views/{id}', tags, summary: 'Removes a view; it can be brought back', request, responses: { 204: { description: 'Removed' } } });
const RESTORE = declareRoute('save views', { method: 'post', path: '/api/v1/views/{id}/restore', tags, summary: 'Brings a removed view back', request, responses: { 200: json('The view', SAVED_VIEW) } });

export function addSavedViewRoutes(app: App, { records, workspaces }: ServerDependencies): void {
  const views = createSavedViews(records);
  app.openapi(LIST, async (c) => c.json({ views: await views.list(await workspaces.open(c.req.valid('query').workspace)) }, 200));
  app.openapi(SAVE, async (c) => c.json(await views.save(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 201));
  app.openapi(CHANGE, async (c) => c.json(await views.change(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id, c.req.valid('json')), 200));
  app.openapi(REMOVE, async (c) => {
    await views.remove(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id);
    return c.body(null, 204);
  });
  app.openapi(RESTORE, async (c) => c.json(await views.restore(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
}
