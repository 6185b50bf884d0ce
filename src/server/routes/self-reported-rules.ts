// Which channel people mean by what they say brought them: the rules in force, what people answered, and a new version of the rules.
import { changeSelfReportedRules, describeSelfReportedRules } from '../../access/self-reported-rules.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { CHANGE_SELF_REPORTED_RULES_REQUEST, SELF_REPORTED_ANSWERS, SELF_REPORTED_RULE_SET, SELF_REPORTED_RULES } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see settings', {
  method: 'get', path: '/api/v1/self-reported-rules', tags: ['Settings'], summary: 'Which words stand for which channel in what people say brought them, and the versions there were',
  request: { query: workspaceQuery }, responses: { 200: json('Rules for what people say', SELF_REPORTED_RULES) },
});
const PREVIEW = declareRoute('see settings', {
  method: 'post', path: '/api/v1/self-reported-rules/preview', tags: ['Settings'], summary: 'What people answered, and what rules would make of it; nothing is saved',
  description: 'Each different answer with the persons who gave it, what the rules in force take it for and what these would. With the rules in force it is the list of answers.',
  request: { query: workspaceQuery, body: jsonBody(SELF_REPORTED_RULE_SET) }, responses: { 200: json('Answers', SELF_REPORTED_ANSWERS) },
});
const CHANGE = declareRoute('change settings', {
  method: 'put', path: '/api/v1/self-reported-rules', tags: ['Settings'], summary: 'Replaces the rules for what people say, as a new version',
  description: 'All figures by self-reported source follow them from the next question on, also of earlier periods. An earlier version comes back by saving it again.',
  request: { query: workspaceQuery, body: jsonBody(CHANGE_SELF_REPORTED_RULES_REQUEST) }, responses: { 200: json('Rules as they are from now on', SELF_REPORTED_RULES) },
});

export function addSelfReportedRuleRoutes(app: App, { records, workspaces, analytics }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json(await describeSelfReportedRules(records, (await workspaces.open(c.req.valid('query').workspace)).id), 200));
  app.openapi(PREVIEW, async (c) => c.json(await analytics.previewAnswers(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json').rules), 200));
  app.openapi(CHANGE, async (c) => c.json(await changeSelfReportedRules(records, (await workspaces.open(c.req.valid('query').workspace)).id, c.req.valid('json')), 200));
}
