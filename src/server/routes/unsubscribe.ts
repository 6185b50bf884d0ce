// The page behind the link that ends a subscription. The link alone is enough, without a login. Opening it ends
// nothing, since programs that look for bad links open them too: the button does, or a mail client's own (RFC 8058).
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { UNSUBSCRIBE_LINK } from '../check-source.js';
import { declareRoute } from '../declare-route.js';
import { FORM_POLICY } from '../security-headers.js';
import type { App, ServerDependencies } from '../server-dependencies.js';
import { wordsPage } from '../words-page.js';

const tags = ['Mail'];
const request = { params: z.object({ token: z.string().meta({ description: 'As the link has it', example: '12-kV0c…' }) }) };
const page = { 'text/html': { schema: z.string() } };
const responses = { 200: { description: 'A page that says how it stands', content: page }, 404: { description: 'The link was not made here', content: page } };

const SHOW = declareRoute('anyone', { method: 'get', path: `${UNSUBSCRIBE_LINK}{token}`, tags, summary: 'Asks whether mails are to end', request, responses });
const END = declareRoute('anyone', { method: 'post', path: `${UNSUBSCRIBE_LINK}{token}`, tags, summary: 'Ends the mails that the link is for; again is no harm', request, responses });

async function answer(c: Context, status: 200 | 404, title: string, content: ReturnType<typeof html>) {
  c.header('Content-Security-Policy', FORM_POLICY);
  c.header('Referrer-Policy', 'no-referrer');
  return c.html(await wordsPage(title, content), status);
}

const unknown = (c: Context) => answer(c, 404, 'This link does not work', html`<p>It may have been cut off in the mail, or Leadline's secret was changed since. Whoever runs Leadline can end the mails.</p>`);
const ended = (c: Context) => answer(c, 200, 'The mails have ended', html`<p>Nothing more of these is sent to you.</p>`);

export function addUnsubscribeRoutes(app: App, { reporting }: ServerDependencies): void {
  app.openapi(SHOW, async (c) => {
    const found = await reporting.subscriptionOfLink(c.req.valid('param').token);
    if (found === undefined) return unknown(c);
    if (found.ended) return ended(c);
    return answer(c, 200, 'No more of these mails?', html`<p>${found.kind === 'alerts' ? 'Alerts' : `The ${found.kind} digest`} will no longer be sent to ${found.email}.</p><form method="post"><button type="submit">End these mails</button></form>`);
  });
  app.openapi(END, async (c) => ((await reporting.endByLink(c.req.valid('param').token)) ? ended(c) : unknown(c)));
}
