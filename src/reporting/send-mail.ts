// Hands a mail to the mail server over SMTP, and says of a failure whether it is worth another attempt.
import nodemailer from 'nodemailer';
import { AppError } from '../shared/errors.js';
import type { MailSettings } from './reporting-context.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** Ends what the mail belongs to, without a login. */
  readonly unsubscribeUrl: string;
}

/** passing: try again later; lasting: never taken; unknown: sent perhaps, the answer is missing. */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'passing' | 'lasting' | 'unknown'; readonly error: string };

/** Milliseconds for each step of the conversation; together well below the time after which it is given up for lost. */
const LIMITS = { connectionTimeout: 15_000, greetingTimeout: 15_000, dnsTimeout: 15_000, socketTimeout: 60_000 };

/**
 * Where mail goes and whom it comes from.
 * @throws AppError mail_not_set_up: names the variable to set
 */
export function mailRoute({ smtpUrl, mailFrom }: MailSettings): { smtpUrl: string; from: string } {
  if (smtpUrl === undefined) throw new AppError('mail_not_set_up', { variable: 'SMTP_URL', example: 'smtp://user:password@host:587' });
  const user = decodeURIComponent(new URL(smtpUrl).username);
  const from = mailFrom ?? (user.includes('@') ? user : undefined);
  if (from === undefined) throw new AppError('mail_not_set_up', { variable: 'LEADLINE_MAIL_FROM', example: 'Leadline <leadline@example.com>' });
  return { smtpUrl, from };
}

/** Domain of the sender, for message ids. */
export const senderDomain = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';

const detailOf = (error: unknown, key: 'code' | 'command' | 'responseCode'): string => {
  const value = error instanceof Error && key in error ? (error as Error & Record<typeof key, unknown>)[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** What the mail server says when it wants to know who sends (RFC 4954): for whoever set it up to mend, not for the mail. */
const WHO_SENDS = new Set(['530', '534', '535', '538']);

/** The failure in the words of the library or the server, and what mends it where the settings can. */
function explain(error: unknown, response: string): string {
  const said = (error instanceof Error ? error.message : String(error)).trim();
  const [code, shown] = [detailOf(error, 'code'), said.slice(0, 300)];
  if (code === 'EAUTH' || WHO_SENDS.has(response)) return `the mail server refused user and password: ${shown}. Set them in SMTP_URL, as in smtp://user:password@host:587.`;
  if (/wrong version number|packet length too long/i.test(said)) return 'the mail server does not speak TLS from the first byte on: write smtp:// in SMTP_URL instead of smtps://, and TLS begins where the server offers it.';
  if (/certificate|altname/i.test(said)) return `the mail server's certificate is not trusted: ${shown}. Name the server in SMTP_URL as its certificate does; where an authority of your own signed it, name that one's file in NODE_EXTRA_CA_CERTS.`;
  return shown;
}

/**
 * What a failure means: RFC 5321 answers 4xx for a time and 5xx for good; without an answer it depends on how far it got.
 * @param handedOver whether the mail's last line was written before it failed
 */
function outcomeOf(error: unknown, handedOver: boolean): MailOutcome {
  const [code, command, response] = [detailOf(error, 'code'), detailOf(error, 'command'), detailOf(error, 'responseCode')];
  const message = explain(error, response);
  // Sending it again may be sending it twice.
  if (response === '' && handedOver) return { kind: 'unknown', error: `the mail server took the mail and never answered: ${message}` };
  // Wrong credentials and a server that refuses everyone are put right without touching the mail.
  if (response.startsWith('5') && code !== 'EAUTH' && !WHO_SENDS.has(response) && /^(MAIL|RCPT|DATA)/.test(command)) return { kind: 'lasting', error: message };
  return { kind: 'passing', error: message };
}

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

/** Sends one mail after another, each over a connection of its own. @throws AppError mail_not_set_up */
export function openMailer(settings: MailSettings): Mailer {
  const { smtpUrl, from } = mailRoute(settings);
  const url = new URL(smtpUrl);
  let handedOver = false;
  const quiet = (): void => undefined;
  // The library tells of the end of a mail in its log alone.
  const follow = (entry: unknown): void => { handedOver ||= typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message'; };
  const transport = nodemailer.createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username !== '' && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...LIMITS,
    logger: { level: quiet, trace: quiet, debug: quiet, info: follow, warn: quiet, error: quiet, fatal: quiet },
  });
  return {
    async send({ unsubscribeUrl, ...mail }) {
      const headers = {
        'Auto-Submitted': 'auto-generated',
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        // One click is for https alone (RFC 8058).
        ...(unsubscribeUrl.startsWith('https://') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      };
      handedOver = false;
      try {
        await transport.sendMail({ ...mail, from, headers, disableFileAccess: true, disableUrlAccess: true });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error, handedOver);
      }
    },
    close: () => { transport.close(); },
  };
}
