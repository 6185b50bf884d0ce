// Goals: set, changed with their past kept, removed, applied from a file.
import { z } from '@hono/zod-openapi';
import { AppError } from '../../shared/errors.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { GOAL, GOAL_CHANGE, GOALS, GOALS_APPLIED, GOALS_APPLY, GOALS_FILE, PACING, PACING_LIST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Goals'];
const one = { query: workspaceQuery, params: z.object({ id: z.string().meta({ example: 'q4-revenue' }) }) };

const LIST = declareRoute('see figures', { method: 'get', path: '/api/v1/goals', tags, summary: 'All goals, each with its parent and children', request: { query: workspaceQuery }, responses: { 200: json('Goals', GOALS) } });
const EXPORT = declareRoute('see figures', { method: 'get', path: '/api/v1/goals/export', tags, summary: 'All goals as a YAML file', request: { query: workspaceQuery }, responses: { 200: json('The file', GOALS_FILE) } });
const PACING_OF_ALL = declareRoute('see figures', {
  method: 'get', path: '/api/v1/goals/pacing', tags, summary: 'How all goals stand: so far, expected by now, likely at the end, and why',
  request: { query: workspaceQuery }, responses: { 200: json('Goals with their pacing', PACING_LIST) },
});
const PACING_OF_ONE = declareRoute('see figures', { method: 'get', path: '/api/v1/goals/{id}/pacing', tags, summary: 'How a goal stands', request: one, responses: { 200: json('Its pacing', PACING) } });
const APPLY = declareRoute('change goals', {
  method: 'post', path: '/api/v1/goals/apply', tags, summary: 'Sets the goals of a YAML file, all or none',
  description: 'With `dryRun` it only says what would change; with `prune` goals that the file does not hold are removed.',
  request: { query: workspaceQuery, body: jsonBody(GOALS_APPLY) }, responses: { 200: json('What changed', GOALS_APPLIED) },
});
const GET = declareRoute('see figures', { method: 'get', path: '/api/v1/goals/{id}', tags, summary: 'A goal and every version it has had', request: one, responses: { 200: json('The goal', GOAL) } });
const SET = declareRoute('change goals', {
  method: 'put', path: '/api/v1/goals/{id}', tags, summary: 'Sets a goal, all of its fields',
  description: 'What it was before stays in its history, with the note.',
  request: { ...one, body: jsonBody(GOAL_CHANGE) }, responses: { 200: json('The goal', GOAL) },
});
const REMOVE = declareRoute('change goals', { method: 'delete', path: '/api/v1/goals/{id}', tags, summary: 'Removes a goal under which none stands; its history stays', request: one, responses: { 200: json('Goals that are left', GOALS) } });

export function addGoalRoutes(app: App, { planning, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => c.json(await planning.goals(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(EXPORT, async (c) => c.json(await planning.exportGoals(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(PACING_OF_ALL, async (c) => c.json(await planning.pacing(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(PACING_OF_ONE, async (c) => c.json(await planning.pacingOf(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(APPLY, async (c) => c.json(await planning.applyGoals(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(GET, async (c) => c.json(await planning.goal(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
  app.openapi(SET, async (c) => {
    const [{ id }, change] = [c.req.valid('param'), c.req.valid('json')];
    if (change.goal.id !== id) throw new AppError('invalid_input', { where: 'id', reason: `the address names ${id}, the goal ${change.goal.id}`, remedy: 'Name the same goal in both.' });
    return c.json(await planning.setGoal(await workspaces.open(c.req.valid('query').workspace), change), 200);
  });
  app.openapi(REMOVE, async (c) => c.json(await planning.removeGoal(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
}
