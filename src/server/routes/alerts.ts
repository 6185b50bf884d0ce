// Alerts: what was raised, and looking for more now.
import { z } from '@hono/zod-openapi';
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { ALERT_CHECK, ALERTS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Mail'];

const LIST = declareRoute('see figures', {
  method: 'get', path: '/api/v1/alerts', tags, summary: 'Alerts, the newest first: goals off track, figures out of their usual range, data that stopped coming in',
  request: { query: workspaceQuery.extend({ open: z.enum(['true', 'false']).default('false').meta({ description: 'Those that last alone', example: 'true' }) }) }, responses: { 200: json('Alerts', ALERTS) },
});
const CHECK = declareRoute('send mail', {
  method: 'post', path: '/api/v1/alerts/check', tags, summary: 'Looks for alerts now, as the server does every hour',
  description: 'What is new is kept and goes out to those who read alerts. An episode is raised once.',
  request: { query: workspaceQuery }, responses: { 200: json('What this look raised', ALERT_CHECK) },
});

export function addAlertRoutes(app: App, { reporting, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => {
    const { workspace, open } = c.req.valid('query');
    return c.json(await reporting.alerts(await workspaces.open(workspace), { open: open === 'true' }), 200);
  });
  app.openapi(CHECK, async (c) => c.json(await reporting.checkAlerts(await workspaces.open(c.req.valid('query').workspace)), 200));
}
