// Channel rules of a workspace: those in force, and its own among them.
import { changeOwnRules, describeChannelRules } from '../../identity/channel-rules/own-rules.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { CHANGE_CHANNEL_RULES_REQUEST, CHANNEL_RULES } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see settings', {
  method: 'get', path: '/api/v1/channel-rules', tags: ['Settings'], summary: 'The channel rules in force, and the versions there were',
  request: { query: workspaceQuery }, responses: { 200: json('Channel rules', CHANNEL_RULES) },
});
const CHANGE = declareRoute('change settings', {
  method: 'put', path: '/api/v1/channel-rules/own', tags: ['Settings'], summary: 'Replaces the rules of one\'s own, as a new version',
  description: 'They are tried before all others, in their order. What is imported from then on follows them; facts that are stored keep the version they were classified with.',
  request: { query: workspaceQuery, body: jsonBody(CHANGE_CHANNEL_RULES_REQUEST) }, responses: { 200: json('Channel rules as they are from now on', CHANNEL_RULES) },
});

export function addChannelRuleRoutes(app: App, { records, workspaces }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json(await describeChannelRules(records, (await workspaces.open(c.req.valid('query').workspace)).id), 200));
  app.openapi(CHANGE, async (c) => c.json(await changeOwnRules(records, (await workspaces.open(c.req.valid('query').workspace)).id, c.req.valid('json')), 200));
}
