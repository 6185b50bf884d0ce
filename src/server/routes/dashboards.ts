// Dashboards: made, changed by the state that was looked at, removed and brought back; out as a file and in again.
import { z } from '@hono/zod-openapi';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { CHANGE_DASHBOARD_REQUEST, CREATE_DASHBOARD_REQUEST, DASHBOARD, DASHBOARD_FILE, DASHBOARDS, IMPORT_DASHBOARD_REQUEST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Dashboards'];
const all = { query: workspaceQuery };
const one = { query: workspaceQuery, params: z.object({ id: z.string().meta({ example: '1' }) }) };

const LIST = declareRoute('see figures', { method: 'get', path: '/api/v1/dashboards', tags, summary: 'Dashboards, by name', request: all, responses: { 200: json('Dashboards', DASHBOARDS) } });
const CREATE = declareRoute('change dashboards', {
  method: 'post', path: '/api/v1/dashboards', tags, summary: 'Makes a dashboard, empty, with cards or from a template',
  description: 'A template\'s cards whose figures the workspace doesn\'t have are left out.',
  request: { ...all, body: jsonBody(CREATE_DASHBOARD_REQUEST) }, responses: { 201: json('The dashboard', DASHBOARD) },
});
const IMPORT = declareRoute('change dashboards', {
  method: 'post', path: '/api/v1/dashboards/import', tags, summary: 'Makes a dashboard from a file',
  description: 'What doesn\'t fit is refused with its place in the file. A name that is taken gets a number.',
  request: { ...all, body: jsonBody(IMPORT_DASHBOARD_REQUEST) }, responses: { 201: json('The dashboard', DASHBOARD) },
});
const GET = declareRoute('see figures', { method: 'get', path: '/api/v1/dashboards/{id}', tags, summary: 'A dashboard with its cards', request: one, responses: { 200: json('The dashboard', DASHBOARD) } });
const CHANGE = declareRoute('change dashboards', {
  method: 'patch', path: '/api/v1/dashboards/{id}', tags, summary: 'Names a dashboard anew, or sets its cards',
  description: '`version` is that of the state the change was made from: when another change came first, this one is refused (`changed_meanwhile`).',
  request: { ...one, body: jsonBody(CHANGE_DASHBOARD_REQUEST) }, responses: { 200: json('The dashboard', DASHBOARD) },
});
const REMOVE = declareRoute('change dashboards', { method: 'delete', path: '/api/v1/dashboards/{id}', tags, summary: 'Removes a dashboard; it can be brought back', request: one, responses: { 204: { description: 'Removed' } } });
const RESTORE = declareRoute('change dashboards', { method: 'post', path: '/api/v1/dashboards/{id}/restore', tags, summary: 'Brings a removed dashboard back', request: one, responses: { 200: json('The dashboard', DASHBOARD) } });
const EXPORT = declareRoute('see figures', { method: 'get', path: '/api/v1/dashboards/{id}/export', tags, summary: 'A dashboard as a YAML file', request: one, responses: { 200: json('The file', DASHBOARD_FILE) } });

export function addDashboardRoutes(app: App, { dashboards, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => c.json({ dashboards: await dashboards.list(await workspaces.open(c.req.valid('query').workspace)) }, 200));
  app.openapi(CREATE, async (c) => c.json(await dashboards.create(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 201));
  app.openapi(IMPORT, async (c) => c.json(await dashboards.import(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 201));
  app.openapi(GET, async (c) => c.json(await dashboards.get(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(CHANGE, async (c) => c.json(await dashboards.change(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id, c.req.valid('json')), 200));
  app.openapi(REMOVE, async (c) => {
    await dashboards.remove(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id);
    return c.body(null, 204);
  });
  app.openapi(RESTORE, async (c) => c.json(await dashboards.restore(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(EXPORT, async (c) => c.json(await dashboards.export(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
}
