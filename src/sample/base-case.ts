// Customers from before the sample begins: their subscriptions and what they buy further.
import { DAY } from './calendar.js';
import { MARKETS } from './company.js';
import { playCustomer } from './customer.js';
import { makeAccount, makePerson, recordAccount, recordPerson, type Case } from './people.js';

/** Customers at the start of a company of size 1. */
export const CUSTOMERS_AT_START = 105;

export function playEarlierCustomer(c: Case): void {
  const { random, world } = c;
  const account = makeAccount(c);
  const person = makePerson(c, account);
  const at = world.calendar.startMs - Math.round(random.between(20, 900) * DAY);
  const origin = {};
  recordPerson(c, person, world.calendar.startMs, account.seller, origin);
  recordAccount(c, account, world.calendar.startMs);
  playCustomer(c, { person, at, euro: random.lognormal(...account.segment.deal), margin: random.between(0.68, 0.82), origin });
}

/** Country of a customer from before. */
export const earlierCountry = (random: Case['random']): Case['country'] => random.weighted((Object.keys(MARKETS) as Case['country'][]).map((k) => [k, k === 'DE' ? 5 : 2] as const));
