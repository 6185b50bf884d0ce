// Judges an enquiry by what it says of its sender: a filled honeypot, a test, no consent, an e-mail
// address or phone number that can't be, a throw-away domain. Done only where a mapping asks for it.
import { createRequire } from 'node:module';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import type { SCRUB_REASONS } from '../../facts/drafts.js';

export type ScrubReason = (typeof SCRUB_REASONS)[number];

export interface Sender {
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  /** Text in a field that people don't see. */
  readonly honeypot: string | undefined;
  /** What the consent column says; undefined when there is none. */
  readonly consent: string | undefined;
}

const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@(?=.{4,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*$/u;
/** Domains nobody has (RFC 2606), and the words people type to try a form. */
const TEST_DOMAIN = /@(?:(?:[^@]+\.)?(?:example\.(?:com|net|org)|(?:[^@.]+\.)*(?:test|example|invalid|localhost))|test\.(?:com|de|fr|cz|org|net))$/i;
const TEST_WORD = /^(?:test|tester|testing|asdf+|qwertz|qwerty|foo|lorem)\d*$/i;
const NO = new Set(['no', 'n', '0', 'false', 'nein', 'non', 'ne', 'nie', 'nee', 'não', 'nao']);

let disposable: ReadonlySet<string> | undefined;
/** Domains of throw-away addresses (list of the package disposable-email-domains); loaded at the first use. */
function disposableDomains(): ReadonlySet<string> {
  disposable ??= new Set(z.array(z.string()).parse(createRequire(import.meta.url)('disposable-email-domains')));
  return disposable;
}

function isDisposable(email: string): boolean {
  const labels = email.slice(email.lastIndexOf('@') + 1).toLowerCase().split('.');
  return labels.some((_, i) => labels.length - i >= 2 && disposableDomains().has(labels.slice(i).join('.')));
}

/** A number that can exist in its country; without country code or country only its length is judged. */
function isPhone(phone: string, country: CountryCode | undefined): boolean {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 15) return false;
  if (!phone.trim().startsWith('+') && country === undefined) return true;
  return parsePhoneNumberFromString(phone, country)?.isPossible() ?? false;
}

/**
 * Why an enquiry does not count, or undefined when it does. The first that holds of: bot, test, no_consent,
 * invalid_email, disposable_domain, invalid_phone.
 * @param country ISO 3166 code for phone numbers without a country code
 */
export function judgeSubmission(sender: Sender, country: CountryCode | undefined): ScrubReason | undefined {
  const { email, phone, firstName, lastName, honeypot, consent } = sender;
  if (honeypot !== undefined) return 'bot';
  const local = email?.slice(0, email.indexOf('@')) ?? '';
  if ((email !== undefined && TEST_DOMAIN.test(email)) || TEST_WORD.test(local) || (TEST_WORD.test(firstName ?? '') && TEST_WORD.test(lastName ?? firstName ?? ''))) return 'test';
  if (consent !== undefined && NO.has(consent.trim().toLowerCase())) return 'no_consent';
  if (email !== undefined && !EMAIL.test(email.trim())) return 'invalid_email';
  if (email !== undefined && isDisposable(email)) return 'disposable_domain';
  if (phone !== undefined && !isPhone(phone, country)) return 'invalid_phone';
  return undefined;
}
