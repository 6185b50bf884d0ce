// Persona rules of a workspace: those in force, what others would change, and a new version of them.
import { changePersonaRules, describePersonaRules } from '../../access/persona-rules.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { CHANGE_PERSONA_RULES_REQUEST, PERSONA_PREVIEW, PERSONA_RULE_SET, PERSONA_RULES } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see settings', {
  method: 'get', path: '/api/v1/persona-rules', tags: ['Settings'], summary: 'The persona rules in force, and the versions there were',
  request: { query: workspaceQuery }, responses: { 200: json('Persona rules', PERSONA_RULES) },
});
const PREVIEW = declareRoute('see settings', {
  method: 'post', path: '/api/v1/persona-rules/preview', tags: ['Settings'], summary: 'How many persons rules would move, and some of them; nothing is saved',
  description: 'By what is known of each person now. Figures take each event with what was known as of it.',
  request: { query: workspaceQuery, body: jsonBody(PERSONA_RULE_SET) }, responses: { 200: json('What would change', PERSONA_PREVIEW) },
});
const CHANGE = declareRoute('change settings', {
  method: 'put', path: '/api/v1/persona-rules', tags: ['Settings'], summary: 'Replaces the persona rules, as a new version',
  description: 'All figures by persona follow them from the next question on, also of earlier periods. An earlier version comes back by saving it again.',
  request: { query: workspaceQuery, body: jsonBody(CHANGE_PERSONA_RULES_REQUEST) }, responses: { 200: json('Persona rules as they are from now on', PERSONA_RULES) },
});

export function addPersonaRuleRoutes(app: App, { records, workspaces, analytics }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json(await describePersonaRules(records, (await workspaces.open(c.req.valid('query').workspace)).id), 200));
  app.openapi(PREVIEW, async (c) => c.json(await analytics.previewPersonas(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(CHANGE, async (c) => c.json(await changePersonaRules(records, (await workspaces.open(c.req.valid('query').workspace)).id, c.req.valid('json')), 200));
}
