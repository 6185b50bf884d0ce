// An opportunity from its creation to won, lost or still open: the deal's versions, the buying
// committee that joins, and what it does meanwhile.
import type { DealDraft, Origin } from '../facts/drafts.js';
import { DAY } from './calendar.js';
import { MARKETS, REASONS, FORMS, BUYING_PAGES } from './company.js';
import { talksBetween } from './conversations.js';
import { playCustomer } from './customer.js';
import { money, priced, versionOf } from './deals.js';
import { dayOnly, instant } from './fact-window.js';
import { asRecorded, makePerson, recordAccount, recordPerson, type Case, type Person } from './people.js';
import { submit } from './submissions.js';
import { desktopOf, DIRECT, GOOGLE, visit } from './visits.js';

export interface OpportunityStart {
  readonly person: Person;
  readonly at: number;
  readonly origin: Origin;
  readonly winRate: number;
}
export interface Outcome {
  readonly status: 'won' | 'lost' | 'open';
  readonly at: number;
  readonly reason?: string;
}

/** Plays the deal of a new account. */
export function playOpportunity(c: Case, start: OpportunityStart): Outcome {
  const { random, country, world } = c;
  const { person, at } = start;
  const { account } = person;
  const { segment, seller } = account;
  const market = MARKETS[country];
  const euro = random.lognormal(...segment.deal);
  const cycle = random.lognormal(segment.cycle, 0.42) * DAY;
  const close = world.calendar.workingTime(random, country, at + Math.round(cycle));
  const won = random.chance(start.winRate);
  const stalled = !won && random.chance(0.05);
  const lostAt = world.calendar.workingTime(random, country, at + Math.round(cycle * random.between(0.5, 1.25)));
  const outcome: Outcome = stalled ? { status: 'open', at } : won ? { status: 'won', at: close } : { status: 'lost', at: lostAt, reason: random.pick(REASONS.lost) };
  const end = stalled ? at + 60 * DAY : outcome.at;
  recordAccount(c, account, at);

  const margin = random.between(0.68, 0.82);
  const unknownAmount = random.chance(0.04);
  const asDays = random.chance(0.12);
  const agreed = priced(euro, market.perEuro);
  const deal = (): Omit<DealDraft, 'kind' | 'status'> => ({
    who: asRecorded(person), name: `${account.name} – ${segment.product}`, createdAt: instant(at), owner: seller, product: segment.product, origin: start.origin,
  });
  const value = (amount: number): Pick<DealDraft, 'amount' | 'currency' | 'margin'> => ({ amount: money(amount), currency: market.currency, margin: money(Math.round(amount * margin)) });
  const name = `deal${Math.floor(at / DAY).toString(36)}`;
  const first = priced(euro * random.between(0.8, 1.3), market.perEuro);
  versionOf(c, name, at, () => ({ ...deal(), status: 'open', stage: 'Discovery', ...(!unknownAmount && value(first)) }));
  versionOf(c, name, at + 0.4 * (end - at), () => ({ ...deal(), status: 'open', stage: 'Proposal', ...value(agreed) }));
  if (won || random.chance(0.4)) versionOf(c, name, at + 0.75 * (end - at), () => ({ ...deal(), status: 'open', stage: 'Negotiation', ...value(agreed) }));
  if (outcome.status !== 'open') {
    const { status, reason } = outcome;
    versionOf(c, name, outcome.at, () => ({
      ...deal(), status, stage: won ? 'Closed won' : 'Closed lost', closedAt: asDays ? dayOnly(outcome.at) : instant(outcome.at), ...value(agreed),
      ...(reason !== undefined && { lostReason: reason }),
    }));
  }

  joinCommittee(c, person, at, end, start.origin);
  if (won) playCustomer(c, { person, at: outcome.at, euro, margin, origin: start.origin });
  return outcome;
}

/** Colleagues look at the website; some enquire themselves, others the seller adds. */
function joinCommittee(c: Case, person: Person, from: number, to: number, origin: Origin): void {
  const { random, country, world } = c;
  const { seller } = person.account;
  const people = [person];
  const count = random.poisson(person.account.segment.colleagues);
  for (let i = 0; i < count; i += 1) {
    const colleague = makePerson(c, person.account);
    people.push(colleague);
    const joined = from + random.float() * 0.6 * (to - from);
    for (let v = random.below(3); v >= 0; v -= 1) {
      const day = world.calendar.indexOf(from + random.float() * (to - from));
      const pages = [random.pick(BUYING_PAGES), random.pick(BUYING_PAGES)];
      visit(c, desktopOf(c, colleague), world.calendar.browsingTime(random, country, day), random.chance(0.6) ? DIRECT : GOOGLE, pages);
    }
    if (random.chance(0.12)) {
      const form = random.pick(FORMS);
      const came = visit(c, desktopOf(c, colleague), joined, DIRECT, ['/', form.page], { formPage: form.page });
      submit(c, colleague, came.end, form, came.origin, colleague.visitorId);
      recordPerson(c, colleague, came.end + 60_000, seller, came.origin);
    } else recordPerson(c, colleague, joined, seller, origin);
  }
  for (let v = random.poisson(1.6); v > 0; v -= 1) {
    const day = world.calendar.indexOf(from + random.float() * (to - from));
    visit(c, desktopOf(c, person), world.calendar.browsingTime(random, country, day), random.chance(0.7) ? DIRECT : GOOGLE, [random.pick(BUYING_PAGES), random.pick(BUYING_PAGES)]);
  }
  talksBetween(c, people, from, to, 2 + random.poisson(2.2 + person.account.segment.colleagues), seller);
}
