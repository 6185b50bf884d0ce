// Reads e-mail addresses: the form in which they identify a person, and the company their domain belongs to.
import { createRequire } from 'node:module';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { z } from 'zod';
import { cleanText, saysNothing } from './normalize-text.js';
import { detach } from '../shared/detach.js';

// JSON modules are still called experimental by Node 20, which says so on standard error: require has no such qualms.
const require = createRequire(import.meta.url);
const domains = (list: unknown): string[] => z.array(z.string()).parse(list);

let shared: ReadonlySet<string> | undefined;
/** Domains of free and of disposable mail. Read when first asked for: they are long, and most commands never ask. */
const sharedDomains = (): ReadonlySet<string> =>
  (shared ??= new Set([require('email-providers/all.json'), require('disposable-email-domains/index.json'), require('disposable-email-domains/wildcard.json')].flatMap(domains)));

const LOCAL = /^[^\s@"(),:;<>[\]\\]{1,64}$/u;
/** Letters, digits and inner hyphens, at least two labels, the last not a number. */
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=.*[a-z])[a-z0-9-]{2,63}$/;

/** Local parts and domain names that people type to get past a field; many share such an address. */
const PLACEHOLDER = /^(no|none|na|noemail|no-email|no\.email|no_email|nomail|unknown|notprovided|not-provided|not\.provided|missing|empty)$/;

/**
 * The address trimmed, lower case, composed (NFC), its domain in ASCII; plus-tags stay, for they may tell people
 * apart. '' when it is no address (RFC 5321's plain form) or one of the placeholders that many share.
 */
export function normalizeEmail(text: string | undefined): string {
  const clean = cleanText(text).toLowerCase();
  const at = clean.lastIndexOf('@');
  if (at < 1) return '';
  const local = clean.slice(0, at);
  const typed = clean.slice(at + 1);
  const domain = /^[\x21-\x7e]*$/.test(typed) ? typed : domainToASCII(typed);
  if (!LOCAL.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..') || !HOST.test(domain)) return '';
  if (PLACEHOLDER.test(local) && (PLACEHOLDER.test(domain.slice(0, domain.indexOf('.'))) || /^(e?mail|example)\./.test(domain))) return '';
  return `${local}@${domain}`;
}

/** The domain that somebody registered, in ASCII; '' for an address of a network, a bare suffix or nothing. */
export function registeredDomainOf(host: string): string {
  const { domain, isIp } = parse(host, { allowPrivateDomains: true });
  return domain === null || isIp === true ? '' : /^[\x21-\x7e]*$/.test(domain) ? domain : domainToASCII(domain);
}

const companyDomains = new Map<string, string>();

/** The company's domain behind a normalised address; '' for free mail and disposable addresses. */
export function companyDomainOf(email: string): string {
  const host = email.slice(email.lastIndexOf('@') + 1);
  if (host === '') return '';
  const known = companyDomains.get(host);
  if (known !== undefined) return known;
  const registered = registeredDomainOf(host);
  const listed = [host, registered].some(isSharedMailDomain);
  const company = listed ? '' : registered;
  if (companyDomains.size > 100_000) companyDomains.clear();
  companyDomains.set(detach(host), detach(company));
  return company;
}

/** Whether mail of this domain is anybody's: free mail or disposable. */
export const isSharedMailDomain = (domain: string): boolean => sharedDomains().has(domain);

/** Whether an id, already cleaned, only says that there is none. The last part counts: `crm:contact:null`. */
export const isEmptyId = (id: string): boolean => saysNothing(id) || saysNothing(id.slice(id.lastIndexOf(':') + 1));
