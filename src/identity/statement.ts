// What a source says of one person: their aliases, contact data and company, normalised once. The
// same words give the same statement, so that repeating it changes nothing.
import { createHash } from 'node:crypto';
import type { Who } from '../facts/drafts.js';
import { SOURCE_CATEGORIES } from './channel-rules/source-categories.js';
import { hostOf, SourceList } from './channel-rules/source-hosts.js';
import { normalizeCompanyName } from './company-name.js';
import { companyDomainOf, isEmptyId, isSharedMailDomain, normalizeEmail, registeredDomainOf } from './email-address.js';
import { cleanText, saysNothing } from './normalize-text.js';
import { readPhone } from './phone-number.js';
import { detach } from '../shared/detach.js';

export interface Statement {
  /** What identifies the person, the surest first: `email:…`, `id:…`; `phone:…` only where there is nothing else. */
  readonly aliases: readonly string[];
  readonly visitorId: string;
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  /** What identifies the company, the surest first: `id:…`, `domain:…`, `name:…`. */
  readonly accountKeys: readonly string[];
  readonly accountName: string;
  /** The source names a company, not only an e-mail address that has one. */
  readonly accountExplicit: boolean;
  /** The source asks for the person to exist. */
  readonly creates: boolean;
}

/** Longest alias that an index takes in any script; beyond it the end is replaced by a digest. */
const LONGEST = 250;
const bounded = (alias: string): string => (alias.length <= LONGEST ? alias : `${alias.slice(0, LONGEST - 65)}#${createHash('sha256').update(alias).digest('hex')}`);

export const visitorAlias = (visitorId: string): string => bounded(`visitor:${visitorId}`);

const idAliases = (ids: readonly string[] | undefined): string[] => {
  if (ids === undefined || ids.length === 0) return [];
  const clean = ids.map(cleanText).filter((id) => !isEmptyId(id)).map((id) => bounded(`id:${id}`));
  return clean.length > 1 ? [...new Set(clean)].sort() : clean;
};

/** Hosts where companies have a page of their own: such an address says nothing about whose it is. */
const PLATFORMS = new SourceList(Object.entries(SOURCE_CATEGORIES).flatMap(([category, entries]) => entries.map((entry) => [entry, category] as const)));

const websiteDomains = new Map<string, string>();

/** The registered domain of a website's address; '' for none and for pages on somebody else's platform. */
function websiteDomainOf(address: string | undefined): string {
  const clean = cleanText(address).toLowerCase();
  if (clean === '') return '';
  const known = websiteDomains.get(clean);
  if (known !== undefined) return known;
  const host = hostOf(clean.includes('@') ? clean.slice(clean.lastIndexOf('@') + 1) : clean);
  const domain = host === '' || PLATFORMS.ofHost(host) !== undefined ? '' : registeredDomainOf(host);
  if (websiteDomains.size > 100_000) websiteDomains.clear();
  websiteDomains.set(detach(clean), isSharedMailDomain(domain) ? '' : detach(domain));
  return websiteDomains.get(clean) ?? '';
}

const brandOf = (domain: string): string => domain.slice(0, domain.indexOf('.'));

interface AccountNaming {
  readonly keys: string[];
  readonly explicit: boolean;
}

function nameAccount(account: Who['account'], email: string): AccountNaming {
  const mail = email === '' ? '' : companyDomainOf(email);
  if (account === undefined) return { keys: mail === '' ? [] : [`domain:${mail}`], explicit: false };
  const ids = idAliases(account.ids);
  const site = websiteDomainOf(account.domain);
  const name = normalizeCompanyName(account.name);
  // acme.com and acme.de are one company's; another domain may be an agency's or an earlier employer's, so the mail's counts alone.
  const domains = mail === '' ? [site] : site === '' || site === mail || brandOf(site) !== brandOf(mail) ? [mail] : [mail, site];
  return {
    keys: [...ids, ...domains.filter((d) => d !== '').map((d) => `domain:${d}`), ...(name === '' ? [] : [bounded(`name:${name}`)])],
    explicit: ids.length > 0 || site !== '' || name !== '',
  };
}

/**
 * @param country ISO 3166 for telephone numbers without a prefix, or ''
 * @param creates whether the source asks for the person to exist
 */
export function readStatement(who: Who, country: string, creates: boolean): Statement {
  const email = normalizeEmail(who.email);
  const phone = readPhone(who.phone, country);
  const named = [...(email === '' ? [] : [bounded(`email:${email}`)]), ...idAliases(who.ids)];
  const accountName = cleanText(who.account?.name);
  const account = nameAccount(who.account, email);
  return {
    aliases: named.length === 0 && phone.identifying !== '' ? [`phone:${phone.identifying}`] : named,
    visitorId: normalizeVisitorId(who.visitorId),
    email, phone: phone.shown, firstName: cleanText(who.firstName), lastName: cleanText(who.lastName),
    accountKeys: account.keys,
    accountName: saysNothing(accountName) ? '' : accountName,
    accountExplicit: account.explicit,
    creates,
  };
}

/** Whether there is anything in it to keep: someone identified, a browser that shall be a person, or a company that is named. */
export const isKept = (statement: Statement): boolean =>
  statement.aliases.length > 0 || (statement.visitorId !== '' && statement.creates) || statement.accountExplicit;

/** Everything the statement says, as one text: equal texts are equal statements. */
export const statementText = (s: Statement): string =>
  `${s.aliases.join('\u001e')}\u001f${s.visitorId}\u001f${s.email}\u001f${s.phone}\u001f${s.firstName}\u001f${s.lastName}\u001f${s.accountKeys.join('\u001e')}\u001f${s.accountName}\u001f${s.accountExplicit ? 'e' : ''}${s.creates ? 'c' : ''}`;

/** 64 bits over a statement's text: what tells the statements of one person and import apart. */
export const hashText = (text: string): bigint => createHash('md5').update(text).digest().readBigInt64BE(0);

/** A browser's id as it is stored and linked; '' for one that only says that there is none. */
export function normalizeVisitorId(text: string | undefined): string {
  const clean = cleanText(text);
  return saysNothing(clean) ? '' : clean;
}
