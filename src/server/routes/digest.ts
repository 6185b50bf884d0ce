// Digests by mail: who gets them, what one says, and sending it now.
import { digestKind, previewRequest } from '../../shared/api/reporting.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { DIGEST_PREVIEW, SEND_OUTCOME, SEND_REQUEST, SUBSCRIBE_REQUEST, SUBSCRIPTIONS, UNSUBSCRIBE_REQUEST } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Mail'];
const previewQuery = workspaceQuery.extend({ kind: digestKind.default('weekly').meta({ example: 'daily' }), locale: previewRequest.shape.locale.meta({ description: 'Of numbers and dates; what the workspace\'s country writes when left out', example: 'cs-CZ' }) });

const LIST = declareRoute('see subscriptions', { method: 'get', path: '/api/v1/mail/subscriptions', tags, summary: 'Who gets which mail, each with the last one', request: { query: workspaceQuery }, responses: { 200: json('Subscriptions', SUBSCRIPTIONS) } });
const SUBSCRIBE = declareRoute('change subscriptions', {
  method: 'post', path: '/api/v1/mail/subscriptions', tags, summary: 'Subscribes an address, or changes when and how it gets what it is subscribed to',
  request: { query: workspaceQuery, body: jsonBody(SUBSCRIBE_REQUEST) }, responses: { 200: json('Subscriptions', SUBSCRIPTIONS) },
});
const UNSUBSCRIBE = declareRoute('change subscriptions', {
  method: 'post', path: '/api/v1/mail/subscriptions/end', tags, summary: 'Ends what an address is subscribed to', request: { query: workspaceQuery, body: jsonBody(UNSUBSCRIBE_REQUEST) }, responses: { 200: json('Subscriptions that are left', SUBSCRIPTIONS) },
});
const PREVIEW = declareRoute('see figures', { method: 'get', path: '/api/v1/digest', tags, summary: 'The digest as it would go out now: its figures, and the mail as text and HTML', request: { query: previewQuery }, responses: { 200: json('The digest', DIGEST_PREVIEW) } });
const SEND = declareRoute('send mail', {
  method: 'post', path: '/api/v1/digest/send', tags, summary: 'Sends the latest digest to its subscribers now',
  description: 'Whoever had it before does not get it again. One that failed for good is tried anew.',
  request: { query: workspaceQuery, body: jsonBody(SEND_REQUEST) }, responses: { 200: json('What became of each mail', SEND_OUTCOME) },
});

export function addDigestRoutes(app: App, { reporting, workspaces }: ServerDependencies): void {
  app.openapi(LIST, async (c) => c.json(await reporting.subscriptions(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(SUBSCRIBE, async (c) => c.json(await reporting.subscribe(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(UNSUBSCRIBE, async (c) => c.json(await reporting.unsubscribe(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
  app.openapi(PREVIEW, async (c) => {
    const { workspace, kind, locale } = c.req.valid('query');
    return c.json(await reporting.previewDigest(await workspaces.open(workspace), { kind, locale }), 200);
  });
  app.openapi(SEND, async (c) => c.json(await reporting.sendDigest(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 200));
}
