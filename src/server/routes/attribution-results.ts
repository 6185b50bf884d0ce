// Attribution results that are kept under a name: saved, opened, repeated, and compared with now.
import { z } from '@hono/zod-openapi';
import { ATTRIBUTION_PARAMETERS, OTHER_SETTINGS_PARAMETERS, PAGE_PARAMETERS, parseAttributionQuery, parseChangedConversions, parseOtherSettings, PART_PARAMETERS } from '../../shared/api/parse-attribution-query.js';
import { WORKSPACE_PARAMETER, declareRoute, json, jsonBody, queryParameters, workspaceQuery } from '../declare-route.js';
import { CHANGED_CONVERSIONS, OPENED_RESULT, REPEATED_RESULT, RESULT_CHANGES, SAVED_RESULT, SAVED_RESULTS, SAVE_RESULT_REQUEST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';

const tags = ['Attribution'];
const PATH = '/api/v1/attribution/results';
const params = z.object({ id: z.string().meta({ example: '1' }) });
const request = { params, query: workspaceQuery };

const LIST = declareRoute('see figures', { method: 'get', path: PATH, tags, summary: 'Results kept under a name, the latest first', request: { query: workspaceQuery }, responses: { 200: json('Saved results', SAVED_RESULTS) } });
const SAVE = declareRoute('save views', {
  method: 'post', path: PATH, tags, summary: 'Answers a question and keeps the answer',
  description: 'With settings, versions of models and channel rules, data as of, input hash, and what each conversion had and earned.',
  parameters: queryParameters({ ...ATTRIBUTION_PARAMETERS, ...WORKSPACE_PARAMETER }, ['conversion', 'from', 'to']),
  request: { body: jsonBody(SAVE_RESULT_REQUEST) }, responses: { 201: json('The result', OPENED_RESULT) },
});
const OPEN = declareRoute('see figures', { method: 'get', path: `${PATH}/{id}`, tags, summary: 'A saved result with its answer as it was given', request, responses: { 200: json('The result', OPENED_RESULT) } });
const REPEAT = declareRoute('see figures', { method: 'get', path: `${PATH}/{id}/repeat`, tags, summary: 'Asks the same again of what had happened by then', request, responses: { 200: json('The answer, and whether it rests on the same input', REPEATED_RESULT) } });
const CHANGES = declareRoute('see figures', {
  method: 'get', path: `${PATH}/{id}/changes`, tags, summary: 'What has changed since a result was saved',
  description: 'Per model and row, in parts that add up: new, removed and edited conversions, touches of known ones, settings. With other settings: what these change besides.',
  parameters: queryParameters({ ...OTHER_SETTINGS_PARAMETERS, ...WORKSPACE_PARAMETER }), request: { params }, responses: { 200: json('Changes', RESULT_CHANGES) },
});
const CONVERSIONS = declareRoute('see the rows behind figures', {
  method: 'get', path: `${PATH}/{id}/changes/conversions`, tags, summary: 'Conversions behind one part of the changes',
  parameters: queryParameters({ ...PART_PARAMETERS, ...OTHER_SETTINGS_PARAMETERS, ...PAGE_PARAMETERS, ...WORKSPACE_PARAMETER }, ['part']), request: { params }, responses: { 200: json('A page of conversions', CHANGED_CONVERSIONS) },
});
const REMOVE = declareRoute('save views', { method: 'delete', path: `${PATH}/{id}`, tags, summary: 'Removes a result; it can be brought back for thirty days', request, responses: { 204: { description: 'Removed' } } });
const RESTORE = declareRoute('save views', { method: 'post', path: `${PATH}/{id}/restore`, tags, summary: 'Brings a removed result back', request, responses: { 200: json('The result', SAVED_RESULT) } });

export function addAttributionResultRoutes(app: App, { attribution: { results }, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => c.json({ results: await results.list(await workspaces.open(c.req.valid('query').workspace)) }, 200));
  app.openapi(SAVE, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    return c.json(await results.save(workspace, c.req.valid('json').name, parseAttributionQuery(rest, workspace.settings.timeZone)), 201);
  });
  app.openapi(OPEN, async (c) => c.json(await results.open(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(REPEAT, async (c) => c.json(await results.repeat(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(CHANGES, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    return c.json(await results.changes(await workspaces.open(name), c.req.valid('param').id, parseOtherSettings(rest)), 200);
  });
  app.openapi(CONVERSIONS, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const { other, part, page } = parseChangedConversions(rest);
    return c.json(await results.changedConversions(await workspaces.open(name), c.req.valid('param').id, other, part, page), 200);
  });
  app.openapi(REMOVE, async (c) => {
    await results.remove(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id);
    return c.body(null, 204);
  });
  app.openapi(RESTORE, async (c) => c.json(await results.restore(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
}
