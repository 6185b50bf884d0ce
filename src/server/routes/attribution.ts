// Credit by model and dimension, the ledger behind it, journeys, and attribution of a table of paths.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { PATHS_EXPECTED } from '../../attribution/read-path-table.js';
import { fileInMemory } from '../../connectors/reading/source-file.js';
import { wholeText } from '../../connectors/reading/whole-text.js';
import { ATTRIBUTION_PARAMETERS, JOURNEY_PARAMETERS, PAGE_PARAMETERS, parseAttributionPage, parseAttributionQuery, parseLedgerCsv, parseLedgerPage } from '../../shared/api/parse-attribution-query.js';
import { PATHS_PARAMETERS, parsePathsQuery } from '../../shared/api/parse-paths-query.js';
import { AppError } from '../../shared/errors.js';
import { WORKSPACE_PARAMETER, csv, declareRoute, json, queryParameters, workspaceQuery } from '../declare-route.js';
import { ATTRIBUTION, JOURNEYS, LEDGER, MODELS, PATHS } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { splitWorkspace } from '../split-workspace.js';
import { streamCsv } from '../stream-csv.js';

const REQUIRED = ['conversion', 'from', 'to'];
const { by: _by, intervals: _intervals, ...OF_ONE } = ATTRIBUTION_PARAMETERS;
const OF_LEDGER = { ...OF_ONE, by: { ...ATTRIBUTION_PARAMETERS.by, description: 'Dimensions of touches that path and step are in, two at most; channel when left out' }, ...JOURNEY_PARAMETERS };
const { model: _model, intervals: _none, ...OF_JOURNEYS } = ATTRIBUTION_PARAMETERS;

const ATTRIBUTE = declareRoute('see figures', {
  method: 'get', path: '/api/v1/attribution', tags: ['Attribution'], summary: 'Credit by model and dimension',
  description: 'What each channel, campaign or other dimension of touches earned of the conversions of a kind and period. The rows of a model add up to the conversions and their value, to the cent; what nothing earned stands under (none).',
  parameters: queryParameters({ ...ATTRIBUTION_PARAMETERS, ...WORKSPACE_PARAMETER }, REQUIRED),
  responses: { 200: json('Credit', ATTRIBUTION) },
});

const MODEL_LIST = declareRoute('see figures', {
  method: 'get', path: '/api/v1/attribution/models', tags: ['Attribution'], summary: 'Models, kinds of conversion and dimensions that can be asked for',
  request: { query: workspaceQuery }, responses: { 200: json('What can be asked for', MODELS) },
});

const LEDGER_PAGE = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/attribution/ledger', tags: ['Attribution'], summary: 'The ledger: each touch\'s part in each conversion',
  description: 'A page of credit rows, in the order of conversions. Rules only: a fitted model gives credit to channels as a whole.',
  parameters: queryParameters({ ...OF_LEDGER, ...PAGE_PARAMETERS, ...WORKSPACE_PARAMETER }, REQUIRED),
  responses: { 200: json('A page of the ledger', LEDGER) },
});

const LEDGER_CSV = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/attribution/ledger.csv', tags: ['Attribution'], summary: 'The whole ledger as CSV',
  parameters: queryParameters({ ...OF_LEDGER, ...WORKSPACE_PARAMETER }, REQUIRED),
  responses: { 200: csv('All rows, streamed') },
});

const JOURNEY_LIST = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/attribution/journeys', tags: ['Attribution'], summary: 'Most frequent paths, flow between channels, lengths and durations',
  parameters: queryParameters({ ...OF_JOURNEYS, ...PAGE_PARAMETERS, ...WORKSPACE_PARAMETER }, REQUIRED),
  responses: { 200: json('Journeys', JOURNEYS) },
});

const ONE_JOURNEY = declareRoute('see the rows behind figures', {
  method: 'get', path: '/api/v1/attribution/journeys/{person}', tags: ['Attribution'], summary: 'One person\'s or account\'s conversions with their touches and what each earned',
  description: 'Of a person (P-12), or of an account (A-12): then the touches of all its people count, and those that name only the company, whatever accountBased says. Each touch names its person.',
  parameters: queryParameters({ ...OF_ONE, ...PAGE_PARAMETERS, ...WORKSPACE_PARAMETER }, REQUIRED),
  request: { params: z.object({ person: z.string().meta({ description: 'P-12, a person, or A-12, an account', example: 'P-12' }) }) },
  responses: { 200: json('A page of their ledger', LEDGER) },
});

/** Bytes of a table of paths that is attributed while the request waits. */
const LARGEST = 50 * 1024 ** 2;
export const PATHS_ROUTE = '/api/v1/paths';

const ATTRIBUTE_PATHS = declareRoute('see figures', {
  method: 'post', path: PATHS_ROUTE, tags: ['Attribution'], summary: 'Attribution of a table of paths',
  description: 'The table as CSV in the body: columns path, total_conversions, total_conversion_value, total_null. Nothing is stored. Up to 50 MB.',
  parameters: queryParameters(PATHS_PARAMETERS),
  request: { body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
  responses: { 200: json('Credit by channel', PATHS) },
});

/** The body as text; refused as soon as it is too large. */
async function bodyText(c: Context): Promise<string> {
  if (!(c.req.header('content-type') ?? '').startsWith('text/')) throw new AppError('unsupported_media_type', { expected: 'text/csv' });
  const reader = c.req.raw.body?.getReader();
  const pieces: Uint8Array[] = [];
  for (let size = 0; ;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return wholeText(fileInMemory('the table', Buffer.concat(pieces)), 'paths', PATHS_EXPECTED);
    size += piece.value.byteLength;
    if (size > LARGEST) throw new AppError('payload_too_large', { limit: '50 MB' });
    pieces.push(piece.value);
  }
}

export function addAttributionRoutes(app: App, { attribution, workspaces }: ServerDependencies): void {
  app.openapi(ATTRIBUTE, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    return c.json(await attribution.attribute(workspace, parseAttributionQuery(rest, workspace.settings.timeZone)), 200);
  });
  app.openapi(MODEL_LIST, async (c) => c.json(attribution.catalogue(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(LEDGER_PAGE, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const { query, among, page } = parseLedgerPage(rest, workspace.settings.timeZone);
    return c.json(await attribution.ledger(workspace, query, page, undefined, among), 200);
  });
  app.openapi(LEDGER_CSV, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const { query, among } = parseLedgerCsv(rest, workspace.settings.timeZone);
    return streamCsv(c, `credit-${query.conversion}-${query.from}-${query.to}`, attribution.ledgerCsv(workspace, query, among));
  });
  app.openapi(JOURNEY_LIST, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const { query, page } = parseAttributionPage(rest, workspace.settings.timeZone);
    return c.json(await attribution.journeys(workspace, query, page), 200);
  });
  app.openapi(ONE_JOURNEY, async (c) => {
    const { name, rest } = splitWorkspace(c.req.queries());
    const workspace = await workspaces.open(name);
    const { query, page } = parseAttributionPage(rest, workspace.settings.timeZone);
    return c.json(await attribution.ledger(workspace, query, page, c.req.valid('param').person), 200);
  });
  app.openapi(ATTRIBUTE_PATHS, async (c) => c.json(attribution.paths(await bodyText(c), parsePathsQuery(c.req.queries()), 'paths'), 200));
}
