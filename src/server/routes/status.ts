// What is served: version, workspace, how far its data reaches, and what was imported last.
import type { ImportDocument } from '../../shared/api/imports.js';
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { STATUS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see the state of the service', {
  method: 'get', path: '/api/v1/status', tags: ['Service'], summary: 'Version, extent of the data, last import',
  request: { query: workspaceQuery }, responses: { 200: json('Status', STATUS) },
});

/** Of those that have ended and were meant to write, the last to end. */
function lastEnded(imports: readonly ImportDocument[]): { id: string; connector: string; file: string; state: string; endedAt: string } | null {
  const ended = imports.flatMap(({ id, connector, file, state, endedAt, dryRun }) => (endedAt === null || dryRun ? [] : [{ id, connector, file, state, endedAt }]));
  return ended.reduce<(typeof ended)[number] | null>((last, one) => (last === null || Date.parse(one.endedAt) > Date.parse(last.endedAt) ? one : last), null);
}

export function addStatusRoutes(app: App, { analytics, imports, workspaces, facts, records, version }: ServerDependencies): void {
  app.openapi(READ, async (c) => {
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    const [extent, list] = await Promise.all([analytics.extent(workspace), imports.list(workspace)]);
    const { currency, timeZone } = workspace.settings;
    return c.json({ version, workspace: workspace.name, extent, currency, timeZone, lastImport: lastEnded(list), engines: { facts: facts.engine, records: records.engine } }, 200);
  });
}
