// Figures and the catalogue of what can be asked for.
import { z } from '@hono/zod-openapi';
import { FIGURES_PARAMETERS, parseFiguresQuery, type TextParameters } from '../../shared/api/parse-figures-query.js';
import { WORKSPACE_PARAMETER, declareRoute, json, queryParameters } from '../declare-route.js';
import { CATALOGUE, FIGURES } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';

const KPIS = declareRoute('see figures', {
  method: 'get', path: '/api/v1/kpis', tags: ['Figures'], summary: 'Figures, or the catalogue',
  description: 'With `from` and `to` the figures of the KPIs asked for. Without any parameter the catalogue: every KPI with its formula, unit and dimensions.',
  parameters: queryParameters({ ...FIGURES_PARAMETERS, ...WORKSPACE_PARAMETER }),
  responses: { 200: json('Figures, or without a range the catalogue', z.union([FIGURES, CATALOGUE])) },
});

const { kpi: _kpi, ...OF_ONE } = FIGURES_PARAMETERS;

const KPI = declareRoute('see figures', {
  method: 'get', path: '/api/v1/kpis/{id}', tags: ['Figures'], summary: 'Figures of one KPI',
  parameters: queryParameters({ ...OF_ONE, ...WORKSPACE_PARAMETER }, ['from', 'to']),
  request: { params: z.object({ id: z.string().meta({ example: 'cost_per_lead' }) }) },
  responses: { 200: json('Figures', FIGURES) },
});

const isEmpty = (given: TextParameters): boolean => Object.keys(given).length === 0;

export function addKpiRoutes(app: App, { analytics, workspaces }: ServerDependencies): void {
  app.openapi(KPIS, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    if (isEmpty(rest)) return c.json(await analytics.catalogue(workspace), 200);
    return c.json(await analytics.figures(workspace, parseFiguresQuery(rest, workspace.settings.timeZone)), 200);
  });
  app.openapi(KPI, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const query = parseFiguresQuery(rest, workspace.settings.timeZone);
    return c.json(await analytics.figures(workspace, { ...query, kpis: [c.req.valid('param').id] }), 200);
  });
}
