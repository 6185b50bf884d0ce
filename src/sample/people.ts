// Accounts and persons of a case: who they are and how sources name them.
import type { Origin, Who } from '../facts/drafts.js';
import type { Country } from './calendar.js';
import { INDUSTRIES, MARKETS, PERSONAS, SEGMENTS, type Industry, type Persona, type Segment } from './company.js';
import type { FactWindow } from './fact-window.js';
import { dayOnly, instant } from './fact-window.js';
import { companyName, personName } from './names.js';
import type { Random } from '../shared/random.js';
import type { Stream } from './streams.js';
import type { World } from './world.js';

/** One story of the sample: an anonymous visitor, or an account with its people, from first touch to churn. */
export interface Case {
  readonly world: World;
  readonly out: FactWindow;
  readonly random: Random;
  readonly number: number;
  readonly stream: Stream;
  readonly country: Country;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly industry: Industry;
  readonly segment: Segment;
  readonly people: number;
  readonly seller: string;
  /** Its mail passes a security scanner that opens and clicks everything. */
  readonly scanned: boolean;
  /** Persons made so far. */
  persons: number;
}

export interface Person {
  readonly id: string;
  readonly account: Account;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | undefined;
  readonly persona: Persona;
  readonly visitorId: string;
  readonly mobileVisitorId: string;
  readonly usesMobile: boolean;
}

export function makeAccount(c: Case): Account {
  const { random, country, number } = c;
  const industry = random.weighted(INDUSTRIES.map((i) => [i, i.weight] as const));
  const segment = random.weighted(SEGMENTS.map((s) => [s, s.weight] as const));
  const people = Math.round(Math.exp(random.between(Math.log(segment.size[0]), Math.log(segment.size[1]))));
  return {
    id: `sample:account:${number}`, ...companyName(random, number, country, industry), industry, segment, people,
    seller: random.pick(MARKETS[country].sellers), scanned: random.chance(people >= 100 ? 0.16 : 0.03), persons: 0,
  };
}

/** @param withEmail false for a person whose source has none */
export function makePerson(c: Case, account: Account, withEmail = true): Person {
  const { random } = c;
  const ordinal = account.persons;
  account.persons += 1;
  const { firstName, lastName, mailbox } = personName(random, c.country, ordinal);
  const id = `${c.number}-${ordinal + 1}`;
  return {
    id: `sample:contact:${id}`, account, firstName, lastName, email: withEmail ? `${mailbox}@${account.domain}` : undefined,
    persona: random.weighted(PERSONAS.map((p) => [p, p.weight] as const)),
    visitorId: `sample-${id}`, mobileVisitorId: `sample-${id}m`, usesMobile: random.chance(0.16),
  };
}

/** As a form names them: what was typed, and the browser. People type their address as they like. */
export function asTyped(c: Case, person: Person, visitorId: string | undefined): Who {
  const { random } = c;
  const style = random.float();
  const { email } = person;
  return {
    ...(email !== undefined && { email: style < 0.06 ? email.toUpperCase() : style < 0.1 ? ` ${email} ` : style < 0.16 ? email.charAt(0).toUpperCase() + email.slice(1) : email }),
    ...(email === undefined && { ids: [person.id] }),
    firstName: person.firstName, lastName: person.lastName,
    ...(visitorId !== undefined && { visitorId }),
    account: { name: style > 0.95 ? person.account.name.toUpperCase() : person.account.name },
  };
}

/** As the CRM's record names them. */
export function asRecorded(person: Person): Who {
  const { account } = person;
  return {
    ids: [person.id], ...(person.email !== undefined && { email: person.email }), firstName: person.firstName, lastName: person.lastName,
    account: { ids: [account.id], name: account.name, domain: account.domain },
  };
}

/** By the CRM's id alone, as its activities do. */
export const byId = (person: Person): Who => ({ ids: [person.id] });

/** The account's record as of a moment. */
export function recordAccount(c: Case, account: Account, at: number): void {
  const key = c.out.key(at);
  if (key === undefined) return;
  c.out.add({
    kind: 'account', key, at: instant(at), who: { account: { ids: [account.id], name: account.name, domain: account.domain } },
    industry: account.industry.name, size: String(account.people), segment: account.segment.name, country: c.country, owner: account.seller,
  });
}

/** The person's record as of a moment; a change of owner is a second one. */
export function recordPerson(c: Case, person: Person, at: number, owner: string | undefined, origin: Origin, options: { dateOnly?: boolean } = {}): void {
  const key = c.out.key(at);
  if (key === undefined) return;
  c.out.add({
    kind: 'person', key, at: options.dateOnly === true ? dayOnly(at) : instant(at), who: asRecorded(person), origin,
    persona: person.persona.name, segment: person.account.segment.name, country: c.country, ...(owner !== undefined && { owner }),
  });
}
