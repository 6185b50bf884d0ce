// Invented names: companies with domains under .example (reserved, RFC 2606), people and e-mail addresses.
import type { Country } from './calendar.js';
import type { Industry } from './company.js';
import { MARKETS } from './company.js';
import type { Random } from '../shared/random.js';

const SYLLABLES = [
  'ba', 'bel', 'bri', 'ca', 'cor', 'da', 'del', 'do', 'dra', 'fa', 'fen', 'fo', 'ga', 'gri', 'hal', 'ho', 'ka', 'ke', 'kor', 'la',
  'lin', 'lo', 'ma', 'mer', 'mo', 'na', 'nel', 'no', 'or', 'pa', 'pel', 'ra', 'ren', 'ro', 'sa', 'sel', 'ta', 'tor', 'va', 'ven',
] as const;
const BASE = SYLLABLES.length;

/** A word for a number; different numbers below 40^4 give different words, beyond that the number is added. */
export function inventedWord(number: number): string {
  const space = BASE ** 4;
  let rest = (number * 1_373_117 + 911_237) % space; // prime to the space, so a permutation of it
  let word = '';
  for (let i = 0; i < 4; i += 1, rest = Math.floor(rest / BASE)) word += SYLLABLES[rest % BASE];
  return number < space ? word : `${word}${Math.floor(number / space)}`;
}

export interface CompanyName {
  readonly name: string;
  readonly domain: string;
}

/** A company's name in its country's fashion, with a domain that nobody else has. */
export function companyName(random: Random, number: number, country: Country, industry: Industry): CompanyName {
  const word = inventedWord(number);
  const market = MARKETS[country];
  const noun = industry.nouns[market.language === 'de' ? 'de' : market.language === 'cs' ? 'cs' : 'en'];
  return { name: `${word.charAt(0).toUpperCase()}${word.slice(1)} ${noun} ${random.pick(market.legalForms)}`, domain: `${word}.example` };
}

const FIRST: Record<Country, readonly string[]> = {
  DE: ['Anna', 'Jörg', 'Katrin', 'Matthias', 'Sabine', 'Uwe', 'Lena', 'Stefan', 'Birgit', 'Florian', 'Heike', 'Jonas', 'Meike', 'Ralf', 'Sönke', 'Ümit'],
  CZ: ['Jana', 'Petr', 'Lucie', 'Tomáš', 'Věra', 'Jiří', 'Hana', 'Zdeněk', 'Marie', 'Radek', 'Šárka', 'Karel'],
  US: ['Emily', 'Jason', 'Maria', 'Kevin', 'Latoya', 'Brian', 'Susan', 'Wei', 'Carlos', 'Ashley', 'Greg', 'Nadia', 'Tyler', 'Renée'],
  GB: ['Claire', 'Gareth', 'Sanjay', 'Hannah', 'Alistair', 'Zoë', 'Nigel', 'Aisha', 'Rhys', 'Imogen', 'Martin', 'Siobhán'],
};
const LAST: Record<Country, readonly string[]> = {
  DE: ['Ackermann', 'Böhmer', 'Dietz', 'Ebert', 'Frings', 'Groß', 'Hübner', 'Janssen', 'Köhler', 'Lübbers', 'Mertens', 'Niehaus', 'Öztürk', 'Pohl', 'Rösler', 'Steinke', 'Weiß', 'Zander'],
  CZ: ['Beran', 'Čermák', 'Dušek', 'Fiala', 'Hájek', 'Jelínek', 'Kříž', 'Mašek', 'Nováček', 'Pešek', 'Řezník', 'Šimek', 'Žák'],
  US: ['Abernathy', 'Brooks', 'Castillo', 'Dawson', 'Eastman', 'Flores', 'Goldberg', 'Hayes', 'Ingram', 'Jefferson', 'Kowalski', 'Lindgren', 'McBride', 'Nguyen', 'O’Donnell', 'Patel'],
  GB: ['Ashworth', 'Bennett', 'Cartwright', 'Davies', 'Ellison', 'Fairclough', 'Gupta', 'Hargreaves', 'Iqbal', 'Kendrick', 'Llewellyn', 'MacLeod', 'Norris', 'O’Neill'],
};

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
  /** Without the domain. */
  readonly mailbox: string;
}

const ascii = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ä', 'ae').normalize('NFD').replace(/[^a-z]/g, '');

const MAILBOXES = new Map([...Object.values(FIRST), ...Object.values(LAST)].flat().map((name) => [name, ascii(name)]));

/** @param ordinal of the person within the company; keeps two of the same name apart */
export function personName(random: Random, country: Country, ordinal: number): PersonName {
  const [firstName, lastName] = [random.pick(FIRST[country]), random.pick(LAST[country])];
  return { firstName, lastName, mailbox: `${MAILBOXES.get(firstName)}.${MAILBOXES.get(lastName)}${ordinal > 0 ? ordinal + 1 : ''}` };
}
