// Which files can be read.
import { declareRoute, json } from '../declare-route.js';
import { CONNECTORS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const LIST = declareRoute('see imports', {
  method: 'get', path: '/api/v1/connectors', tags: ['Imports'], summary: 'Connectors, with the columns that each reads',
  responses: { 200: json('Connectors', CONNECTORS) },
});

export function addConnectorRoutes(app: App, { imports }: ServerDependencies): void {
  app.openapi(LIST, (c) => c.json(imports.connectors(), 200));
}
