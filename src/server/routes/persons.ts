// The journal's persons: lists, one of them with their history, and merging two who are one. Personal data goes out here and by accounts.
import { z } from '@hono/zod-openapi';
import { HISTORY_PARAMETERS, parseHistoryQuery, parseJournalQuery, PERSONS_PARAMETERS } from '../../shared/api/parse-journal-query.js';
import { readId, writeId } from '../../journal/ids.js';
import { declareRoute, json, jsonBody, queryParameters, WORKSPACE_PARAMETER, workspaceQuery } from '../declare-route.js';
import { FOUND_NAMES, HISTORY, MERGE_PREVIEW, MERGE_RECEIPT, MERGE_REQUEST, PERSON, PERSONS, UNDO_MERGE_REQUEST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';

const tags = ['Persons'];
const params = z.object({ id: z.string().meta({ example: 'P-101' }) });

const LIST = declareRoute('see persons', {
  method: 'get', path: '/api/v1/persons', tags, summary: 'Persons with where they stand, a page at a time',
  parameters: queryParameters({ ...PERSONS_PARAMETERS, ...WORKSPACE_PARAMETER }), responses: { 200: json('Persons', PERSONS) },
});
const SEARCH = declareRoute('see persons', {
  method: 'get', path: '/api/v1/search', tags, summary: 'Persons and companies whose name, e-mail or domain begins with a text, or whose id it is',
  request: { query: workspaceQuery.extend({ q: z.string().max(200).meta({ description: 'At least two characters', example: 'love' }), limit: z.coerce.number().int().min(1).max(50).default(8) }) },
  responses: { 200: json('What was found, the best first', FOUND_NAMES) },
});
const ONE = declareRoute('see persons', {
  method: 'get', path: '/api/v1/persons/{id}', tags, summary: 'A person, by an id that may have been merged into another since',
  request: { params, query: workspaceQuery }, responses: { 200: json('The person as they are now', PERSON) },
});
const ALL_OF_ONE = declareRoute('see persons', {
  method: 'get', path: '/api/v1/persons/{id}/history', tags, summary: 'Every touch, submission, stage, deal, subscription, record and identity link of a person, in order',
  parameters: queryParameters({ ...HISTORY_PARAMETERS, ...WORKSPACE_PARAMETER }), request: { params }, responses: { 200: json('A page of the history', HISTORY) },
});
const LOOK = declareRoute('change persons', {
  method: 'get', path: '/api/v1/persons/{id}/merge', tags, summary: 'What merging two persons would come to; changes nothing',
  request: { params, query: workspaceQuery.extend({ with: z.string().meta({ description: 'The other person', example: 'P-102' }) }) }, responses: { 200: json('What they would be', MERGE_PREVIEW) },
});
const MERGE = declareRoute('change persons', {
  method: 'post', path: '/api/v1/persons/{id}/merge', tags, summary: 'Merges two persons, whatever sources say; can be taken back',
  request: { params, query: workspaceQuery, body: jsonBody(MERGE_REQUEST) }, responses: { 200: json('The merge and whom it left', MERGE_RECEIPT) },
});
const UNDO = declareRoute('change persons', {
  method: 'post', path: '/api/v1/merges/{id}/undo', tags, summary: 'Takes a merge back; nothing joins the two again until they are merged by hand',
  request: { params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'the number of a merge').meta({ example: '1' }) }), query: workspaceQuery, body: jsonBody(UNDO_MERGE_REQUEST) }, responses: { 204: { description: 'Taken back' } },
});

export function addPersonRoutes(app: App, { journal, merges, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    return c.json(await journal.persons(workspace, parseJournalQuery(rest, workspace.settings.stages, PERSONS_PARAMETERS)), 200);
  });
  app.openapi(SEARCH, async (c) => {
    const { workspace, q, limit } = c.req.valid('query');
    return c.json(await journal.search(await workspaces.open(workspace), q, limit), 200);
  });
  app.openapi(ONE, async (c) => c.json(await journal.person(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(ALL_OF_ONE, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    return c.json(await journal.personHistory(await workspaces.open(name), c.req.valid('param').id, parseHistoryQuery(rest)), 200);
  });
  app.openapi(LOOK, async (c) => {
    const { workspace, with: other } = c.req.valid('query');
    const { id } = await workspaces.open(workspace);
    const preview = await merges.previewMerge(id, readId('person', c.req.valid('param').id), readId('person', other));
    const { firstName, lastName, email, phone } = preview.contact;
    return c.json({
      kept: writeId('person', preview.winnerId), merged: writeId('person', preview.loserId), name: [firstName, lastName].filter((part) => part !== '').join(' '), email, phone,
      aliases: [...preview.aliases], lifts: preview.lifts.length,
    }, 200);
  });
  app.openapi(MERGE, async (c) => {
    const { id } = await workspaces.open(c.req.valid('query').workspace);
    const [one, other] = [readId('person', c.req.valid('param').id), readId('person', c.req.valid('json').with)];
    const { winnerId } = await merges.previewMerge(id, one, other);
    return c.json({ id: String(await merges.merge(id, one, other, c.req.valid('json').reason)), kept: writeId('person', winnerId) }, 200);
  });
  app.openapi(UNDO, async (c) => {
    const { id } = await workspaces.open(c.req.valid('query').workspace);
    await merges.undoMerge(id, BigInt(c.req.valid('param').id), c.req.valid('json').reason);
    return c.body(null, 204);
  });
}
