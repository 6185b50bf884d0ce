// What a mail server on loopback sees of a mail, in the open and under TLS, and what is said where it comes to nothing. That a mail
// is taken under TLS by who trusts the certificate is for the program as a whole: test/cli/reporting.test.ts.
import { afterEach, describe, expect, it } from 'vitest';
import { openMailServer, type MailServer, type MailServerOptions } from '../../test/support/mail-server.js';
import { openMailer, type MailOutcome } from './send-mail.js';

const LOGIN = { user: 'leads@example.com', password: 'p:ss/wörd' };
const MAIL = { to: 'jana@example.com', subject: 'A day', text: 'Ten leads.', html: '<p>Ten leads.</p>', messageId: '<1@example.com>', unsubscribeUrl: 'https://leads.example.com/unsubscribe/1' };

let server: MailServer;
afterEach(() => server.close());

/** As SMTP_URL has them: user and password escaped. */
const withLogin = (url: string, { user, password } = LOGIN): string => url.replace('://', `://${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);

async function send(options: MailServerOptions, smtpUrl: (own: string) => string): Promise<MailOutcome> {
  server = await openMailServer(options);
  const mailer = openMailer({ smtpUrl: smtpUrl(server.url), mailFrom: 'leads@example.com', publicUrl: 'https://leads.example.com' });
  try {
    return await mailer.send(MAIL);
  } finally {
    mailer.close();
  }
}

describe('a mail server that asks who is there', () => {
  it('takes the mail with user and password, whatever signs are in them', async () => {
    expect(await send({ login: LOGIN }, (url) => withLogin(url))).toEqual({ kind: 'sent' });
    expect(server.received.map(({ user, to }) => [user, to])).toEqual([[LOGIN.user, [MAIL.to]]]);
  });

  it.each([['a wrong password', (url: string) => withLogin(url, { ...LOGIN, password: 'wrong' }), /535/], ['none', (url: string) => url, /530/]])('refuses %s, for a time: the settings are to be mended, not the mail', async (_, address, said) => {
    const outcome = await send({ login: LOGIN }, address);
    expect(outcome).toMatchObject({ kind: 'passing', error: expect.stringMatching(/^the mail server refused user and password: .*Set them in SMTP_URL/) as string });
    expect(outcome).toMatchObject({ error: expect.stringMatching(said) as string });
    // An error is shown and logged.
    expect(JSON.stringify(outcome)).not.toContain('wrong"');
    expect(server.received).toEqual([]);
  });
});

describe('a certificate that nobody vouches for', () => {
  it.each(['starttls', 'implicit'] as const)('is refused before the password is told, with %s', async (tls) => {
    const outcome = await send({ tls, login: LOGIN }, (url) => withLogin(url));
    expect(outcome).toMatchObject({ kind: 'passing', error: expect.stringMatching(/certificate is not trusted: self-signed certificate\. .*NODE_EXTRA_CA_CERTS/) as string });
    expect([server.logins, server.received]).toEqual([[], []]);
  });
});

it('says that a server in the open is no server for smtps', async () => {
  expect(await send({}, (url) => url.replace('smtp:', 'smtps:'))).toMatchObject({ kind: 'passing', error: expect.stringMatching(/write smtp:\/\/ in SMTP_URL/) as string });
});
