// Which files can be read.
import { connectorList } from '../../shared/api/imports.js';
import { declareRoute, json } from '../declare-route.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const CONNECTORS = declareRoute('see imports', {
  method: 'get', path: '/api/v1/connectors', tags: ['Imports'], summary: 'Connectors, with the columns that each reads',
  responses: { 200: json('Connectors', connectorList.openapi('Connectors')) },
});

export function addConnectorRoutes(app: App, { imports }: ServerDependencies): void {
  app.openapi(CONNECTORS, (c) => c.json(imports.connectors(), 200));
}
