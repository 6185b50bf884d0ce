// Values a dimension takes, for pickers of filters.
import { z } from '@hono/zod-openapi';
import { declareRoute, json, workspaceQuery } from '../declare-route.js';
import { DIMENSION_VALUES } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const VALUES = declareRoute('see figures', {
  method: 'get', path: '/api/v1/dimensions/{id}/values', tags: ['Figures'], summary: 'Values of a dimension, the most frequent first',
  request: {
    params: z.object({ id: z.string().meta({ example: 'channel' }) }),
    query: workspaceQuery.extend({
      search: z.string().max(200).optional().meta({ description: 'Only values that hold this text', example: 'search' }),
      limit: z.coerce.number().int().min(1).max(1000).default(50).meta({ description: 'Values at most' }),
    }),
  },
  responses: { 200: json('Values', DIMENSION_VALUES) },
});

export function addDimensionRoutes(app: App, { analytics, workspaces }: ServerDependencies): void {
  app.openapi(VALUES, async (c) => {
    const { workspace, search, limit } = c.req.valid('query');
    const { id } = c.req.valid('param');
    return c.json({ dimension: id, values: await analytics.dimensionValues(await workspaces.open(workspace), id, search ?? '', limit) }, 200);
  });
}
