// The planning arithmetic: reverse funnel, revenue target, fair months, worksheet. Nothing is stored: POST carries what is typed.
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import {
  CHANGE, CHANGE_REQUEST, COMPARE_MONTHS, COMPARE_MONTHS_REQUEST, PLAN_INPUTS, PLAN_INPUTS_REQUEST, READINGS, READINGS_REQUEST, REVERSE_PLAN, REVERSE_REQUEST, REVENUE_TARGET, REVENUE_TARGET_REQUEST, WORKSHEET, WORKSHEET_REQUEST,
} from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Planning'];
const request = <S extends Parameters<typeof jsonBody>[0]>(schema: S) => ({ query: workspaceQuery, body: jsonBody(schema) });

const REVERSE = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/reverse', tags, summary: 'From revenue back to deals, SQLs, MQLs, leads, visits and budget',
  description: 'What is left out comes from the workspace\'s own history. `needed` is rounded up per stage from the exact value. With `anchor` another stage is held and all others follow, upwards and downwards.',
  request: request(REVERSE_REQUEST), responses: { 200: json('The plan', REVERSE_PLAN) },
});
const TARGET = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/target', tags, summary: 'A revenue target from mean growth and an uplift',
  request: request(REVENUE_TARGET_REQUEST), responses: { 200: json('The target', REVENUE_TARGET) },
});
const MONTHS = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/compare-months', tags, summary: 'Two months by business day and stage',
  request: request(COMPARE_MONTHS_REQUEST), responses: { 200: json('The comparison', COMPARE_MONTHS) },
});
const INPUTS = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/inputs', tags, summary: 'Rates, lags and prices from history, over all and by a dimension',
  request: request(PLAN_INPUTS_REQUEST), responses: { 200: json('The inputs', PLAN_INPUTS) },
});
const SHEET = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/worksheet', tags, summary: 'The worksheet by channel and programme, checked against the overall goal',
  description: 'Without `rows` and `text` it answers start values from history. `text` in the answer is what to copy into a spreadsheet.',
  request: request(WORKSHEET_REQUEST), responses: { 200: json('The worksheet', WORKSHEET) },
});

const WHY = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/change', tags, summary: 'Why a KPI changed between two periods: volume, mix and rate by a dimension',
  description: 'Symmetric, and the parts add up to the change exactly.',
  request: request(CHANGE_REQUEST), responses: { 200: json('The change, taken apart', CHANGE) },
});

const READ_AGAIN = declareRoute('see figures', {
  method: 'post', path: '/api/v1/plan/readings', tags, summary: 'Why a figure of the same days reads otherwise than it did: late facts, edits, definitions',
  request: request(READINGS_REQUEST), responses: { 200: json('Both readings and what lies between', READINGS) },
});

export function addPlanRoutes(app: App, { planning, workspaces }: ServerDependencies): void {
  app.openapi(REVERSE, async (c) => c.json(await planning.reverse(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(TARGET, async (c) => c.json(await planning.target(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(MONTHS, async (c) => c.json(await planning.compareMonths(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(INPUTS, async (c) => c.json(await planning.inputs(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(WHY, async (c) => c.json(await planning.change(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(READ_AGAIN, async (c) => c.json(await planning.readings(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(SHEET, async (c) => c.json(await planning.worksheet(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
}
