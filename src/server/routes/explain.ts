// Opens one figure: formula, numbers, SQL and the rows behind it, as a document or as CSV.
import { z } from '@hono/zod-openapi';
import { EXPLAIN_PARAMETERS, parseExplainQuery } from '../../shared/api/parse-figures-query.js';
import { WORKSPACE_PARAMETER, csv, declareRoute, json, queryParameters } from '../declare-route.js';
import { EXPLANATION } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';
import { streamCsv } from '../stream-csv.js';

// A figure that is opened is one cell: a split or a series is refused.
const { by: _by, every: _every, ...ONE_CELL } = EXPLAIN_PARAMETERS;

const params = z.object({ id: z.string().meta({ example: 'cost_per_lead' }) });

const EXPLAIN = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/kpis/{id}/explain', tags: ['Figures'], summary: 'A figure, opened',
  description: 'The formula, the formula with its numbers, the SQL and a page of the rows behind one side. Name one cell: no `by` and no `every`; a cell of a split is named by `where`.',
  parameters: queryParameters({ ...ONE_CELL, ...WORKSPACE_PARAMETER }, ['from', 'to']),
  request: { params }, responses: { 200: json('The figure, opened', EXPLANATION) },
});

const { rows: _rows, offset: _offset, ...WHOLE } = ONE_CELL;

const EXPLAIN_CSV = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/kpis/{id}/explain.csv', tags: ['Figures'], summary: 'All rows behind one side of a figure',
  parameters: queryParameters({ ...WHOLE, ...WORKSPACE_PARAMETER }, ['from', 'to']),
  request: { params }, responses: { 200: csv('All rows, streamed') },
});

export function addExplainRoutes(app: App, { analytics, workspaces }: ServerDependencies): void {
  app.openapi(EXPLAIN, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    return c.json(await analytics.explain(workspace, parseExplainQuery(c.req.valid('param').id, rest, workspace.settings.timeZone)), 200);
  });
  app.openapi(EXPLAIN_CSV, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const query = parseExplainQuery(c.req.valid('param').id, rest, workspace.settings.timeZone);
    return streamCsv(c, `${query.kpi}-${query.side}-${query.from}-${query.to}`, analytics.explainCsv(workspace, query));
  });
}
