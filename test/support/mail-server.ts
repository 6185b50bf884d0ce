// A mail server on loopback that keeps what it takes, for tests of what goes out; it can be told to refuse, to speak TLS
// and to ask who is there.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { ROOT } from '../source-files.js';

const mailFixture = (name: string): string => path.join(ROOT, 'test', 'fixtures', 'mail', name);
/** Signs itself, for localhost and 127.0.0.1 until 2126: trusted by who names it in NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = mailFixture('localhost.crt');

export interface MailServerOptions {
  /** `starttls`: offered in the open, as at port 587; `implicit`: from the first byte on, as at 465. */
  readonly tls?: 'starttls' | 'implicit';
  /** Who may send; anybody, where it is left out. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface ReceivedMail {
  /** As whom it was sent; empty without a login. */
  readonly user: string;
  readonly encrypted: boolean;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  /** `smtp://127.0.0.1:PORT`; `smtps://` where TLS is implicit. */
  readonly url: string;
  /** Logins that were tried, right or wrong. */
  readonly logins: { readonly user: string; readonly encrypted: boolean }[];
  readonly received: ReceivedMail[];
  /**
   * How it answers from now on: takes mail; refuses each for a time (451) or for good (550); takes it and cuts the
   * connection without an answer.
   */
  answers: 'takes' | 'later' | 'never' | 'cuts';
  close(): Promise<void>;
}

export async function openMailServer({ tls, login }: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const logins: MailServer['logins'] = [];
  const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    authOptional: login === undefined, disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(login === undefined ? ['AUTH'] : [])],
    // As servers do: no password in the open where they speak TLS.
    secure: tls === 'implicit', allowInsecureAuth: tls === undefined, ...(tls !== undefined && { cert: readFileSync(CERTIFICATE), key: readFileSync(mailFixture('localhost.key')) }),
    disableReverseLookup: true, logger: false,
    onAuth({ username = '', password }, session, done) {
      logins.push({ user: username, encrypted: session.secure });
      if (username === login?.user && password === login.password) done(null, { user: username });
      else done(refusal(535, 'authentication failed'));
    },
    onRcptTo(_address, _session, done) {
      done(state.answers === 'later' ? refusal(451, 'greylisted') : state.answers === 'never' ? refusal(550, 'no such mailbox') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (state.answers === 'cuts') {
          for (const connection of server.connections) connection.close();
          return;
        }
        const raw = Buffer.concat(chunks).toString('utf8');
        void PostalMime.parse(raw).then((mail) => {
          received.push({ user: typeof session.user === 'string' ? session.user : '', encrypted: session.secure, to: session.envelope.rcptTo.map((one) => one.address), raw, mail });
          done();
        });
      });
    },
  });
  // A connection that is cut on purpose is an error to it.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const state: MailServer = {
    url: `${tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received, logins, answers: 'takes',
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
  return state;
}
