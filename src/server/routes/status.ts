// What is served: version, workspace, how far its data reaches, and what was imported last.
import type { ImportDocument } from '../../shared/api/imports.js';
import type { StatusDocument } from '../../shared/api/status.js';
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { STATUS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see the state of the service', {
  method: 'get', path: '/api/v1/status', tags: ['Service'], summary: 'Version, extent of the data, last import',
  request: { query: workspaceQuery }, responses: { 200: json('Status', STATUS) },
});

const ended = ({ id, connector, file, state, endedAt }: ImportDocument): StatusDocument['lastImport'] => (endedAt === null ? null : { id, connector, file, state, endedAt });

export function addStatusRoutes(app: App, { analytics, imports, workspaces, facts, records, version }: ServerDependencies): void {
  app.openapi(READ, async (c) => {
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    const [extent, last] = await Promise.all([analytics.extent(workspace), imports.lastEnded(workspace)]);
    const { currency, timeZone } = workspace.settings;
    return c.json({ version, workspace: workspace.name, extent, currency, timeZone, lastImport: last === undefined ? null : ended(last), engines: { facts: facts.engine, records: records.engine } }, 200);
  });
}
