// How a route is declared: who may call it, what it takes and what it answers. The guard and the OpenAPI
// document are both made from that.
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import type { Allow } from '../access/callers.js';
import { ERROR_TABLE } from '../shared/errors.js';
import type { ParameterHelp } from '../shared/api/parse-figures-query.js';

const errorCodes = Object.keys(ERROR_TABLE);

/** Every error has this shape, whatever route. */
export const errorDocument = z
  .object({
    error: z.object({
      code: z.enum(errorCodes).describe('Stays the same, whatever the wording'),
      message: z.string().describe('What is wrong and where'),
      hint: z.string().describe('How to mend it'),
      details: z.record(z.string(), z.unknown()).optional().describe('Values behind the message, e.g. nearest and valid'),
    }),
  })
  .meta({ id: 'Error' });

const failure = { description: 'Refused or failed', content: { 'application/json': { schema: errorDocument } } } as const;

/** The extension of an operation that says who may call it. */
export const ALLOW = 'x-allow';

/** A route with who may call it. */
export const declareRoute = <P extends string, R extends Omit<RouteConfig, 'path'> & { path: P }>(allow: Allow, config: R) =>
  createRoute({ ...config, [ALLOW]: allow, responses: { ...config.responses, '4XX': failure, '5XX': failure } });

/** An answer in JSON. */
export const json = <S extends z.ZodType>(description: string, schema: S) => ({ description, content: { 'application/json': { schema } } });
/** An answer as CSV, streamed. */
export const csv = (description: string) => ({ description, content: { 'text/csv': { schema: z.string() } } });
/** A body in JSON, required. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } });

type DocumentedParameter = {
  name: string;
  in: 'query';
  description: string;
  required: boolean;
  example: string;
  schema: { type: 'string'; enum?: string[] } | { type: 'array'; items: { type: 'string' } };
};

/** Query parameters for the document, from their help; their parser checks them. */
export const queryParameters = (help: Readonly<Record<string, ParameterHelp>>, required: readonly string[] = []): DocumentedParameter[] =>
  Object.entries(help).map(([name, { description, example, repeatable, values }]) => ({
    name, in: 'query', description, example, required: required.includes(name),
    schema: repeatable ? { type: 'array', items: { type: 'string' } } : { type: 'string', ...(values && { enum: [...values] }) },
  }));

/** The workspace a request is about. Every route of a workspace takes it. */
export const WORKSPACE_PARAMETER = { workspace: { description: 'Name of the workspace; default when left out', example: 'default' } } as const satisfies Record<string, ParameterHelp>;
export const workspaceQuery = z.strictObject({ workspace: z.string().optional().meta(WORKSPACE_PARAMETER.workspace) });
