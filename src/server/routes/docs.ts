// The API's own description: as an OpenAPI document, and as a page to read.
import { z } from '@hono/zod-openapi';
import { declareRoute } from '../declare-route.js';
import { docsPage, type OpenApiDocument } from '../docs-page.js';
import { TEXT_POLICY } from '../security-headers.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const OPENAPI = declareRoute('anyone', {
  method: 'get', path: '/api/v1/openapi.json', tags: ['Documentation'], summary: 'This document',
  responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
});
const DOCS = declareRoute('anyone', {
  method: 'get', path: '/api/docs', tags: ['Documentation'], summary: 'This document as a page to read',
  responses: { 200: { description: 'A page that loads nothing else', content: { 'text/html': { schema: z.string() } } } },
});

const DESCRIPTION =
  'Keys are camelCase; times ISO 8601 with offset; money a decimal string with its currency beside it; rates plain numbers (0.25 is 25 %). ' +
  'Days are of the workspace\'s time zone and "to" is exclusive. Every error is { "error": { "code", "message", "hint", "details"? } }; codes stay, wording may change.';

export function addDocsRoutes(app: App, { version }: ServerDependencies): void {
  let document: OpenApiDocument | undefined;
  let page: Promise<string> | undefined;
  const describe = (): OpenApiDocument => (document ??= app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Leadline API', version, description: DESCRIPTION } }));

  // Its own shape is OpenAPI's, not ours to repeat as a schema: registered by hand.
  app.openAPIRegistry.registerPath(OPENAPI);
  app.get(OPENAPI.getRoutingPath(), (c) => c.json(describe()));
  app.openapi(DOCS, async (c) => {
    page ??= docsPage(describe());
    return c.body(await page, 200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': TEXT_POLICY });
  });
}
