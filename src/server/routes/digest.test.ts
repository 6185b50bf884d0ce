// Digests over HTTP: subscriptions, the preview, sending over a real mail server, and the link that ends it all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, LOCAL, openTestServer, PUBLIC_URL, type TestServer } from '../../../test/server/open-server.js';
import { openMailServer, type MailServer } from '../../../test/support/mail-server.js';
import { digestPreview, sendOutcome, subscriptionList } from '../../shared/api/reporting.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
let mail: MailServer;
beforeAll(async () => {
  mail = await openMailServer();
  test = await openTestServer({ mail: { smtpUrl: mail.url, mailFrom: 'leads@example.com', publicUrl: PUBLIC_URL } });
});
afterAll(async () => {
  await test.close();
  await mail.close();
});

const send = (path: string, body: unknown): Promise<Response> => test.ask(`/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const refusal = async (response: Promise<Response>): Promise<unknown[]> => {
  const answer = await response;
  const { error } = errorDocument.parse(await answer.json());
  return [answer.status, error.code, error.details?.['where']];
};

describe('/api/v1/mail/subscriptions', () => {
  it.each([
    [{ email: 'jana', kind: 'daily' }, 'email'], [{ email: 'jana@example.com', kind: 'monthly' }, 'kind'], [{ email: 'jana@example.com', kind: 'daily', hour: 24 }, 'hour'],
    [{ email: 'jana@example.com', kind: 'daily', locale: 'Czech language' }, 'locale'], [{ email: 'jana@example.com\r\nBcc: x@example.com', kind: 'daily' }, 'email'],
  ])('refuses %j at its field', async (body, where) => {
    expect(await refusal(send('/mail/subscriptions', body))).toEqual([400, 'invalid_input', where]);
  });

  it('ends what an address has', async () => {
    await send('/mail/subscriptions', { email: 'otto@example.com', kind: 'daily' });
    await send('/mail/subscriptions', { email: 'otto@example.com', kind: 'weekly' });
    expect(subscriptionList.parse(await (await send('/mail/subscriptions/end', { email: 'otto@example.com', kind: 'daily' })).json()).subscriptions.map((one) => one.kind)).toEqual(['weekly']);
    expect(subscriptionList.parse(await (await send('/mail/subscriptions/end', { email: 'Otto@example.com' })).json()).subscriptions).toEqual([]);
    expect(await refusal(send('/mail/subscriptions/end', { email: 'otto@example.com' }))).toEqual([404, 'not_found', undefined]);
  });
});

describe('a digest over HTTP', () => {
  it('can be looked at where there is no data yet', async () => {
    const { digest, html } = digestPreview.parse(await (await test.ask('/api/v1/digest?kind=daily')).json());
    expect(digest).toMatchObject({ kind: 'daily', moved: [], screened: 0, goals: [] });
    expect(html).toContain('Nothing can be said yet');
    expect(await refusal(test.ask('/api/v1/digest?locale=Czech%20language'))).toEqual([400, 'invalid_input', 'locale']);
    expect(await refusal(test.ask('/api/v1/digest?kind=monthly'))).toEqual([400, 'invalid_input', 'kind']);
  });

  it('is sent, once, and ended by its link alone, at the public address', async () => {
    await send('/mail/subscriptions', { email: 'jana@example.com', kind: 'weekly' });
    const outcome = async () => sendOutcome.parse(await (await send('/digest/send', { kind: 'weekly' })).json()).sent.map((one) => one.outcome);
    expect([await outcome(), await outcome()]).toEqual([['sent'], ['already']]);
    const path = new URL(/https:\S+\/unsubscribe\/\S+/.exec(mail.received[0]?.mail.text ?? '')?.[0] ?? '').pathname;

    /** As a proxy at the public address passes it on. */
    const outside = async (where: string, init: RequestInit = {}): Promise<Response> =>
      test.server.app.request(`http://${HOST}${where}`, { ...init, headers: { host: new URL(PUBLIC_URL).host, 'x-forwarded-for': '203.0.113.5', ...init.headers } }, LOCAL);
    const page = await outside(path);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(await page.text()).toContain('The weekly digest will no longer be sent to jana@example.com.');
    // Opening it ended nothing.
    expect(await (await outside(path)).text()).toContain('End these mails');
    const click = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await outside(path, { ...click, headers: { ...click.headers, origin: 'https://evil.example' } })).status).toBe(403);
    expect((await outside(`${path}x`, click)).status).toBe(404);
    expect([(await outside(path, click)).status, (await outside(path, click)).status]).toEqual([200, 200]);
    expect(subscriptionList.parse(await (await test.ask('/api/v1/mail/subscriptions')).json()).subscriptions).toEqual([]);
    expect(await (await outside(path)).text()).toContain('The mails have ended');
    // Nothing else answers there.
    for (const where of ['/api/v1/mail/subscriptions', '/api/v1/kpis', '/']) expect((await outside(where)).status).toBe(403);
    expect(test.log.join('')).not.toMatch(new RegExp(`jana@example|${path}`));
  });
});
