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

/**
 * What a failure means: RFC 5321 answers 4xx for a time and 5xx for good; without an answer it depends on how far it got.
 * @param handedOver whether the mail's last line was written before it failed
 */
function outcomeOf(error: unknown, handedOver: boolean): MailOutcome {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const [code, command, response] = [detailOf(error, 'code'), detailOf(error, 'command'), detailOf(error, 'responseCode')];
  // Sending it again may be sending it twice.
  if (response === '' && handedOver) return { kind: 'unknown', error: `the mail server took the mail and never answered: ${message}` };
  // Wrong credentials and a server that refuses everyone are put right without touching the mail.
  if (response.startsWith('5') && code !== 'EAUTH' && /^(MAIL|RCPT|DATA)/.test(command)) return { kind: 'lasting', error: message };
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
