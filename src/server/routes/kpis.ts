// Figures and the catalogue of what can be asked for.
import { z } from '@hono/zod-openapi';
import { FIGURES_PARAMETERS, parseFiguresQuery, type TextParameters } from '../../shared/api/parse-figures-query.js';
import { WORKSPACE_PARAMETER, declareRoute, json, jsonBody, queryParameters, workspaceQuery } from '../declare-route.js';
import { CATALOGUE, FIGURES, FIGURES_TOGETHER, FIGURES_TOGETHER_REQUEST } from '../documents.js';
import { toAppError } from '../error-response.js';
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

const TOGETHER = declareRoute('see figures', {
  method: 'post', path: '/api/v1/kpis/together', tags: ['Figures'], summary: 'Answers to several questions for figures',
  description: 'Each question is the query string of `GET /api/v1/kpis`. What several want of the same rows is read once for all of them; each has its own answer, or its own error.',
  request: { query: workspaceQuery, body: jsonBody(FIGURES_TOGETHER_REQUEST) }, responses: { 200: json('One answer for each question, in their order', FIGURES_TOGETHER) },
});

const isEmpty = (given: TextParameters): boolean => Object.keys(given).length === 0;

/** A query string by names, each with all its values. */
function parametersOf(text: string): TextParameters {
  const given = new URLSearchParams(text);
  return Object.fromEntries([...new Set(given.keys())].map((name) => [name, given.getAll(name)]));
}

export function addKpiRoutes(app: App, { analytics, workspaces, log }: ServerDependencies): void {
  app.openapi(KPIS, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    if (isEmpty(rest)) return c.json(await analytics.catalogue(workspace), 200);
    return c.json(await analytics.figures(workspace, parseFiguresQuery(rest, workspace.settings.timeZone)), 200);
  });
  app.openapi(TOGETHER, async (c) => {
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    const parsed = await Promise.allSettled(c.req.valid('json').questions.map(async (text) => parseFiguresQuery(parametersOf(text), workspace.settings.timeZone)));
    const { answers: found, scans } = await analytics.figuresTogether(workspace, parsed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    const answers = found.values();
    return c.json({ answers: parsed.map((one) => {
      const answer = one.status === 'fulfilled' ? answers.next().value : one;
      return answer?.status === 'fulfilled' ? answer.value : toAppError(answer?.reason, log).toDocument();
    }), scans: { ...scans } }, 200);
  });
  app.openapi(KPI, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const query = parseFiguresQuery(rest, workspace.settings.timeZone);
    return c.json(await analytics.figures(workspace, { ...query, kpis: [c.req.valid('param').id] }), 200);
  });
}
