// Settings of a workspace. What they may be is checked in access/parse-settings, for the command line too.
import { z } from '@hono/zod-openapi';
import { findSettingChoices } from '../../access/setting-choices.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { SETTING_CHOICES, SETTINGS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see settings', {
  method: 'get', path: '/api/v1/settings', tags: ['Settings'], summary: 'Settings as they are now',
  request: { query: workspaceQuery }, responses: { 200: json('Settings', SETTINGS) },
});

const CHANGE = declareRoute('change settings', {
  method: 'patch', path: '/api/v1/settings', tags: ['Settings'], summary: 'Changes the settings that are named, all or none',
  description: 'Each value as in the answer, or as text as the command line takes it (`"lead,mql,won"`). Takes effect at once.',
  request: { query: workspaceQuery, body: jsonBody(z.record(z.string(), z.unknown()).meta({ example: { timeZone: 'Europe/Prague', fiscalYearStart: 4 } })) },
  responses: { 200: json('Settings as they are from now on', SETTINGS) },
});

const CHOICES = declareRoute('see settings', {
  method: 'get', path: '/api/v1/settings/choices', tags: ['Settings'], summary: 'What country, region and channel groups can be chosen from',
  request: { query: z.object({ country: z.string().max(2).optional().meta({ description: 'Whose regions are answered', example: 'DE' }) }) },
  responses: { 200: json('Choices', SETTING_CHOICES) },
});

export function addSettingsRoutes(app: App, { workspaces }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json((await workspaces.open(c.req.valid('query').workspace)).settings, 200));
  app.openapi(CHOICES, (c) => c.json(findSettingChoices(c.req.valid('query').country ?? ''), 200));
  app.openapi(CHANGE, async (c) => {
    const workspace = await workspaces.open(c.req.valid('query').workspace);
    return c.json((await workspaces.set(workspace, c.req.valid('json'))).settings, 200);
  });
}
