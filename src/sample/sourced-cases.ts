// Leads that no visit begins: webinars, trade fairs, lead vendors, the telephone, partners, and contacts
// that sales calls from a list.
import type { Origin } from '../facts/drafts.js';
import { DAY, HOUR } from './calendar.js';
import { FAIR_FORM, MARKETS, PARTNER_FORM, PHONE_FORM, VENDOR_FORM, WEBINAR_FORM, type Form } from './company.js';
import { converse } from './conversations.js';
import { instant } from './fact-window.js';
import { mail, nurture, PROSPECT } from './mailing.js';
import { asTyped, byId, makeAccount, makePerson, recordAccount, recordPerson, type Case, type Person } from './people.js';
import { enterStage, qualify } from './qualification.js';
import { submit } from './submissions.js';
import { nextOccasion } from './world.js';
import { desktopOf, DIRECT, furtherPages, pageCount, visit } from './visits.js';

interface Enquiry {
  readonly person: Person;
  readonly form: Form;
  readonly origin: Origin;
  readonly at: number;
  readonly visitorId?: string;
  readonly vendor?: { name: string; price: string };
  readonly winning?: number;
  readonly dateOnly?: boolean;
}

function becomeLead(c: Case, e: Enquiry): void {
  const { random } = c;
  recordPerson(c, e.person, e.at, MARKETS[c.country].sdr, e.origin);
  recordAccount(c, e.person.account, e.at);
  submit(c, e.person, e.at, e.form, e.origin, e.visitorId, e.vendor);
  nurture(c, e.person, e.at, { newsletters: 4 + random.below(6), habit: PROSPECT });
  if (random.chance(0.45)) {
    const day = c.world.calendar.indexOf(e.at + (1 + random.exponential(8)) * DAY);
    visit(c, desktopOf(c, e.person), c.world.calendar.browsingTime(random, c.country, day), DIRECT, ['/', ...furtherPages(random, pageCount(random, 0.5))]);
  }
  qualify(c, { ...e, quality: c.stream.quality });
}

function attend(c: Case, person: Person, at: number, origin: Origin): void {
  const key = c.out.key(at);
  if (key !== undefined) c.out.add({ kind: 'touch', key, at: instant(at), who: byId(person), origin, touch: 'event', country: c.country });
}

export function playWebinar(c: Case, day: number): void {
  const { random, world } = c;
  const at = world.calendar.browsingTime(random, c.country, day);
  const occasion = nextOccasion(world.webinars, at);
  if (occasion === undefined) return;
  const person = makePerson(c, makeAccount(c));
  const origin: Origin = { ...c.stream.origin, campaign: occasion.name };
  becomeLead(c, { person, form: WEBINAR_FORM, origin, at, visitorId: person.visitorId });
  if (random.chance(0.52)) attend(c, person, occasion.at + random.below(600_000), origin);
}

export function playFair(c: Case, day: number): void {
  const { random, world } = c;
  const occasion = nextOccasion(world.fairs, world.calendar.localTime(c.country, day, 0));
  if (occasion === undefined) return;
  const person = makePerson(c, makeAccount(c), !random.chance(0.06));
  const origin: Origin = { ...c.stream.origin, campaign: occasion.name };
  const met = occasion.at + random.below(3) * DAY + random.between(0, 7) * HOUR;
  attend(c, person, met, origin);
  becomeLead(c, { person, form: FAIR_FORM, origin, at: met + 30_000, dateOnly: true });
}

export function playVendor(c: Case, day: number): void {
  const { random, world, number } = c;
  const at = world.calendar.browsingTime(random, c.country, day);
  const origin: Origin = { ...c.stream.origin, ...(c.stream.campaign !== undefined && { campaign: c.stream.campaign }) };
  const person = makePerson(c, makeAccount(c));
  const vendor = { name: 'Leadhaus', price: '70.00' };
  if (!random.chance(0.2)) {
    becomeLead(c, { person, form: VENDOR_FORM, origin, at, vendor });
    return;
  }
  const reason = random.weighted([['over_cap', 3], ['invalid_email', 4], ['invalid_phone', 2], ['no_consent', 2]] as const);
  const who = { ...asTyped(c, person, undefined), ...(reason === 'invalid_email' && { email: `lead${number}@` }) };
  const key = c.out.key(at);
  if (key !== undefined) c.out.add({ kind: 'submission', key, at: instant(at), who, origin, form: VENDOR_FORM.name, vendor: vendor.name, outcome: 'scrubbed', reason });
}

export function playPhone(c: Case, day: number): void {
  const { random, world } = c;
  const at = world.calendar.workingTime(random, c.country, world.calendar.browsingTime(random, c.country, day));
  const person = makePerson(c, makeAccount(c), !random.chance(0.3));
  recordPerson(c, person, at - 1_000, MARKETS[c.country].sdr, c.stream.origin);
  converse(c, person, at, 'call', MARKETS[c.country].sdr, 'inbound');
  becomeLead(c, { person, form: PHONE_FORM, origin: c.stream.origin, at: at + 240_000 });
}

const PARTNERS = ['Sigmaflow Consulting', 'Werkstoff IT', 'Northgate Systems'] as const;

export function playPartner(c: Case, day: number): void {
  const { random, world } = c;
  const at = world.calendar.workingTime(random, c.country, world.calendar.browsingTime(random, c.country, day));
  const person = makePerson(c, makeAccount(c));
  becomeLead(c, { person, form: PARTNER_FORM, origin: { ...c.stream.origin, content: random.pick(PARTNERS) }, at, winning: 1.15, dateOnly: random.chance(0.5) });
}

/** A bought list or a visitor list: contacts, not leads, until one agrees to talk. */
export function playList(c: Case, day: number): void {
  const { random, world, country, stream } = c;
  const { sdr } = MARKETS[country];
  const listed = world.calendar.workingTime(random, country, world.calendar.localTime(country, day, 9 * HOUR));
  const account = makeAccount(c);
  const count = 1 + random.poisson(0.9);
  const people = Array.from({ length: count }, () => makePerson(c, account, !random.chance(0.1)));
  for (const person of people) recordPerson(c, person, listed, undefined, { source: 'list import', medium: 'list' }, { dateOnly: true });
  const agrees = random.chance(stream.leadRate);
  if (!agrees && !random.chance(0.35)) return;
  const [person] = people;
  if (person === undefined) return;
  let at = listed;
  for (let attempt = 1 + random.poisson(agrees ? 2 : 0.6); attempt > 0; attempt -= 1) {
    at = world.calendar.workingTime(random, country, at + random.exponential(4) * DAY);
    if (person.email !== undefined && random.chance(0.35)) mail(c, person, at, 'outbound_sequence', { opens: 0.3, clicks: 0.07, leaves: 0.02 });
    else converse(c, person, at, 'call', sdr, 'outbound');
  }
  if (!agrees) return;
  const agreed = at + 300_000;
  enterStage(c, person, agreed, 'lead', sdr, { reason: 'Agreed to talk' });
  recordPerson(c, person, agreed, sdr, stream.origin);
  recordAccount(c, account, agreed);
  const form: Form = { name: '', page: '', mql: 0.62, handRaise: false, weight: 0 };
  qualify(c, { person, form, origin: stream.origin, at: agreed, quality: stream.quality });
}
