// The journal's accounts: lists of companies, and one of them with its history.
import { z } from '@hono/zod-openapi';
import { ACCOUNTS_PARAMETERS, HISTORY_PARAMETERS, parseHistoryQuery, parseJournalQuery } from '../../shared/api/parse-journal-query.js';
import { declareRoute, json, queryParameters, WORKSPACE_PARAMETER, workspaceQuery } from '../declare-route.js';
import { ACCOUNT, ACCOUNTS, HISTORY } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';

const tags = ['Persons'];
const params = z.object({ id: z.string().meta({ example: 'A-7' }) });

const LIST = declareRoute('see persons', {
  method: 'get', path: '/api/v1/accounts', tags, summary: 'Companies with their people, leads and deals, a page at a time',
  parameters: queryParameters({ ...ACCOUNTS_PARAMETERS, ...WORKSPACE_PARAMETER }), responses: { 200: json('Accounts', ACCOUNTS) },
});
const ONE = declareRoute('see persons', {
  method: 'get', path: '/api/v1/accounts/{id}', tags, summary: 'An account, by an id that may have been merged into another since',
  request: { params, query: workspaceQuery }, responses: { 200: json('The account as it is now', ACCOUNT) },
});
const ALL_OF_ONE = declareRoute('see persons', {
  method: 'get', path: '/api/v1/accounts/{id}/history', tags, summary: 'Everything that happened with the people of an account, in order',
  parameters: queryParameters({ ...HISTORY_PARAMETERS, ...WORKSPACE_PARAMETER }), request: { params }, responses: { 200: json('A page of the history', HISTORY) },
});

export function addAccountRoutes(app: App, { journal, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    return c.json(await journal.accounts(workspace, parseJournalQuery(rest, workspace.settings.stages, ACCOUNTS_PARAMETERS)), 200);
  });
  app.openapi(ONE, async (c) => c.json(await journal.account(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(ALL_OF_ONE, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    return c.json(await journal.accountHistory(await workspaces.open(name), c.req.valid('param').id, parseHistoryQuery(rest)), 200);
  });
}
