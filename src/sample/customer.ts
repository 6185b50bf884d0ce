// A customer's life after the first deal: subscriptions monthly and yearly, trials, expansion, contraction,
// renewals, further deals, churn and return.
import type { DealDraft, Origin } from '../facts/drafts.js';
import { DAY } from './calendar.js';
import { ADD_ONS, MARKETS } from './company.js';
import { talksBetween } from './conversations.js';
import { money, priced, versionOf } from './deals.js';
import { dayOnly, instant } from './fact-window.js';
import { mail, READER } from './mailing.js';
import { asRecorded, type Case, type Person } from './people.js';

export interface CustomerStart {
  readonly person: Person;
  readonly at: number;
  /** First-year value in euro. */
  readonly euro: number;
  readonly margin: number;
  readonly origin: Origin;
}

/** Monthly chance to leave on a monthly plan, and to leave at the year's end on a yearly one. */
const LEAVING: Readonly<Record<string, readonly [number, number]>> = { 'Small business': [0.024, 0.2], 'Mid-market': [0.017, 0.16], Enterprise: [0.01, 0.1] };
const MONTH = 30.44 * DAY;
/** Part of a deal's first-year value that recurs; the rest is onboarding. */
const RECURRING = 0.86;

interface Plan {
  readonly name: string;
  readonly startsAt: number;
  /** Euro a month. */
  monthly: number;
  readonly trialDays: number;
}

export function playCustomer(c: Case, start: CustomerStart): void {
  const { random, world } = c;
  const { account } = start.person;
  const yearly = random.chance(account.segment.name === 'Small business' ? 0.5 : 0.72);
  const interval = yearly ? 'year' : 'month';
  const [leavingMonthly, leavingYearly] = LEAVING[account.segment.name] ?? [0.02, 0.15];
  const market = MARKETS[c.country];
  const { product } = account.segment;
  const asDays = random.chance(0.5);
  const when = (at: number): string => (asDays ? dayOnly(at) : instant(at));
  const amountOf = (monthly: number): string => money(Math.max(1, Math.round(monthly * market.perEuro * (yearly ? 12 : 1))));
  const subscribe = (plan: Plan, at: number, endsAt?: number): void => {
    const key = c.out.keyOf(plan.name, at);
    if (key === undefined) return;
    c.out.add({
      kind: 'subscription', key, who: asRecorded(start.person), product, amount: amountOf(plan.monthly), currency: market.currency, interval, startsAt: when(plan.startsAt),
      ...(plan.trialDays > 0 && { trialEndsAt: when(plan.startsAt + plan.trialDays * DAY) }), ...(endsAt !== undefined && { endsAt: when(endsAt) }), changedAt: instant(at),
    });
  };

  let plans = 1;
  const begun = start.at + Math.round(random.between(0, 6) * DAY);
  let plan: Plan = {
    name: 'sub1', startsAt: begun, monthly: (start.euro * RECURRING) / 12,
    trialDays: account.segment.name === 'Small business' && random.chance(0.4) ? random.pick([14, 30]) : 0,
  };
  subscribe(plan, start.at);
  const change = (at: number, monthly: number): void => {
    subscribe(plan, at - 1_000, at);
    plans += 1;
    plan = { name: `sub${plans}`, startsAt: at, monthly, trialDays: 0 };
    subscribe(plan, at);
  };

  for (let month = 1; begun + month * MONTH < world.calendar.untilMs; month += 1) {
    const at = Math.round(begun + month * MONTH);
    const anniversary = month % 12 === 0;
    if (month === 1 || anniversary) talksBetween(c, [start.person], at - 20 * DAY, at, 1, account.seller);
    if (month % 3 === 0 && start.person.email !== undefined) mail(c, start.person, world.calendar.workingTime(random, c.country, at), 'customer_news', READER);
    const leaves = yearly ? anniversary && random.chance(leavingYearly) : random.chance(leavingMonthly);
    if (yearly && anniversary && account.segment.name === 'Enterprise' && random.chance(0.5)) renewal(c, start, at, plan.monthly * 12, !leaves);
    if (leaves) {
      subscribe(plan, at - Math.round(random.between(2, 30) * DAY), at);
      if (!random.chance(0.14)) return;
      month += 2 + random.below(5);
      plans += 1;
      plan = { name: `sub${plans}`, startsAt: Math.round(begun + month * MONTH), monthly: plan.monthly * random.between(0.6, 1), trialDays: 0 };
      subscribe(plan, plan.startsAt);
    } else if (random.chance(yearly ? 0.017 : 0.022)) {
      const grown = plan.monthly * random.between(1.15, 1.6);
      if (random.chance(0.3)) expansion(c, start, at, (grown - plan.monthly) * 12, true);
      change(at, grown);
    } else if (random.chance(0.022)) expansion(c, start, at, plan.monthly * random.between(1.5, 5), false);
    else if (random.chance(yearly ? (anniversary ? 0.09 : 0) : 0.008)) change(at, plan.monthly * random.between(0.55, 0.88));
  }
}

/** A renewal, decided at the end of a year. */
function renewal(c: Case, start: CustomerStart, at: number, yearlyEuro: number, won: boolean): void {
  const created = at - 60 * DAY;
  const closed = at - Math.round(c.random.between(1, 12) * DAY);
  closeDeal(c, start, 'renewal', created, closed, yearlyEuro, won, undefined);
}

/** A further sale to a customer. */
function expansion(c: Case, start: CustomerStart, at: number, euro: number, won: boolean): void {
  const created = at - Math.round(c.random.between(12, 50) * DAY);
  closeDeal(c, start, 'existing', created, at - DAY, euro, won, c.random.pick(ADD_ONS));
}

function closeDeal(c: Case, start: CustomerStart, type: 'existing' | 'renewal', created: number, closed: number, euro: number, won: boolean, addOn: string | undefined): void {
  if (created < c.world.calendar.startMs) return;
  const { account } = start.person;
  const market = MARKETS[c.country];
  const amount = priced(euro, market.perEuro);
  const name = `${type}${Math.floor(created / DAY).toString(36)}`;
  const deal = (): Omit<DealDraft, 'kind' | 'status'> => ({
    who: asRecorded(start.person), name: `${account.name} – ${addOn ?? 'renewal'}`, type, createdAt: instant(created), owner: account.seller, product: addOn ?? account.segment.product,
    origin: { source: type === 'renewal' ? 'Renewal' : 'Account management' }, amount: money(amount), currency: market.currency, margin: money(Math.round(amount * start.margin)),
  });
  versionOf(c, name, created, () => ({ ...deal(), status: 'open', stage: 'Proposal' }));
  versionOf(c, name, closed, () => ({ ...deal(), status: won ? 'won' : 'lost', stage: won ? 'Closed won' : 'Closed lost', closedAt: instant(closed), ...(!won && { lostReason: 'Budget cut' }) }));
}
