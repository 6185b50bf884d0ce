// What-if scenarios: played at once, kept by name, compared side by side.
import { z } from '@hono/zod-openapi';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { SCENARIO, SCENARIO_COMPARISON, SCENARIO_REQUEST, SCENARIOS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Planning'];
const named = { query: workspaceQuery, params: z.object({ name: z.string().meta({ example: 'More events' }) }) };

const PLAY = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/scenario', tags, summary: 'Plays a scenario: ranges, probability of the target, what matters most',
  description: 'The same request gives the same answer: draws are seeded. Nothing is kept.',
  request: { query: workspaceQuery, body: jsonBody(SCENARIO_REQUEST) }, responses: { 200: json('The scenario', SCENARIO) },
});
const LIST = declareRoute('see figures', { method: 'get', path: '/api/v1/plan/scenarios', tags, summary: 'Scenarios kept by name', request: { query: workspaceQuery }, responses: { 200: json('Scenarios', SCENARIOS) } });
const COMPARE = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/scenarios/compare', tags, summary: 'Kept scenarios, played side by side',
  request: { query: workspaceQuery, body: jsonBody(z.strictObject({ names: z.array(z.string()).meta({ example: ['As is', 'More events'] }) })) }, responses: { 200: json('Scenarios', SCENARIO_COMPARISON) },
});
const SAVE = declareRoute('change goals', {
  method: 'put', path: '/api/v1/plan/scenarios/{name}', tags, summary: 'Plays a scenario and keeps it by name',
  request: { ...named, body: jsonBody(SCENARIO_REQUEST) }, responses: { 200: json('The scenario', SCENARIO) },
});
const REMOVE = declareRoute('change goals', { method: 'delete', path: '/api/v1/plan/scenarios/{name}', tags, summary: 'Forgets a scenario', request: named, responses: { 200: json('Scenarios that are left', SCENARIOS) } });

export function addScenarioRoutes(app: App, { planning, workspaces }: ServerDependencies): void {
  app.openapi(PLAY, async (c) => c.json(await planning.scenario(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(LIST, async (c) => c.json(await planning.scenarios(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(COMPARE, async (c) => c.json(await planning.compareScenarios(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json').names), 200));
  app.openapi(SAVE, async (c) => c.json(await planning.saveScenario(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').name, c.req.valid('json')), 200));
  app.openapi(REMOVE, async (c) => {
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    await planning.removeScenario(workspace, c.req.valid('param').name);
    return c.json(await planning.scenarios(workspace), 200);
  });
}
