// A mail server on loopback that keeps what it takes, for tests of what goes out; it can be told to refuse.
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly received: ReceivedMail[];
  /**
   * How it answers from now on: takes mail; refuses each for a time (451) or for good (550); takes it and cuts the
   * connection without an answer.
   */
  answers: 'takes' | 'later' | 'never' | 'cuts';
  close(): Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, logger: false,
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
          received.push({ to: session.envelope.rcptTo.map((one) => one.address), raw, mail });
          done();
        });
      });
    },
  });
  // A connection that is cut on purpose is an error to it.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const state: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received, answers: 'takes',
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
  return state;
}
