// How fresh each source's data is.
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { FRESHNESS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see the state of the service', {
  method: 'get', path: '/api/v1/freshness', tags: ['Service'], summary: 'Last day of data by source, its age, and whether it is stale',
  request: { query: workspaceQuery }, responses: { 200: json('Freshness', FRESHNESS) },
});

export function addFreshnessRoutes(app: App, { analytics, workspaces }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json(await analytics.freshness(await workspaces.open(c.req.valid('query').workspace)), 200));
}
