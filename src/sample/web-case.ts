// A visitor of the website: most stay unknown, some subscribe, some enquire and become a lead.
import type { Origin } from '../facts/drafts.js';
import { DAY, HOUR } from './calendar.js';
import { AD_FORM, FORMS, MARKETS, PORTAL_FORM, type Form } from './company.js';
import { instant } from './fact-window.js';
import { doubleOptIn, nurture, PROSPECT, READER } from './mailing.js';
import { makeAccount, makePerson, recordAccount, recordPerson, type Case, type Person } from './people.js';
import { qualify } from './qualification.js';
import { submit, submitJunk } from './submissions.js';
import { desktopOf, DIRECT, furtherPages, GOOGLE, landingOf, makeBrowser, mobileOf, originOf, pageCount, visit } from './visits.js';

const pickForm = (c: Case): Form => c.random.weighted(FORMS.map((f) => [f, f.weight] as const));

export function playWebVisitor(c: Case, day: number): void {
  const { random, stream, country, world } = c;
  const origin = originOf(c, stream);
  const at = world.calendar.browsingTime(random, country, day);
  const fate = random.float();
  if (fate < stream.leadRate) playLead(c, origin, at);
  else if (fate < stream.leadRate * 1.14) playJunk(c, origin, at);
  else if (fate < stream.leadRate * 1.14 + stream.subscribeRate) playSubscriber(c, origin, at);
  else playStranger(c, origin, at);
}

/** Never tells who they are; a quarter comes back. */
function playStranger(c: Case, origin: Origin, first: number): void {
  const { random, stream } = c;
  const browser = makeBrowser(random, c.country, `sample-${c.number}`, stream.mobile);
  visit(c, browser, first, origin, [landingOf(random, stream), ...furtherPages(random, pageCount(random, 0.33))], random.chance(0.18) ? { formPage: pickForm(c).page } : {});
  let at = first;
  while (random.chance(0.2)) {
    at = comeBack(c, at, 6);
    visit(c, browser, at, random.chance(0.6) ? DIRECT : GOOGLE, ['/', ...furtherPages(random, pageCount(random, 0.4))]);
  }
}

/** The instant of a later visit, some days after. */
function comeBack(c: Case, at: number, meanDays: number): number {
  const { calendar } = c.world;
  const day = Math.max(calendar.indexOf(at) + 1, calendar.indexOf(at + c.random.exponential(meanDays) * DAY));
  return calendar.browsingTime(c.random, c.country, day);
}

function playJunk(c: Case, origin: Origin, at: number): void {
  const browser = makeBrowser(c.random, c.country, `sample-${c.number}`, 0.3);
  const form = pickForm(c);
  const came = visit(c, browser, at, origin, [form.page], { formPage: form.page, hurried: true, ...(c.random.chance(0.5) && { grade: 'suspect' as const }) });
  submitJunk(c, came.end, form, came.origin, browser.visitorId);
}

function playSubscriber(c: Case, origin: Origin, at: number): void {
  const { random, stream } = c;
  const account = makeAccount(c);
  const person = makePerson(c, account);
  const came = visit(c, desktopOf(c, person), at, origin, [landingOf(random, stream), ...furtherPages(random, pageCount(random, 0.45))]);
  recordPerson(c, person, came.end, undefined, came.origin);
  if (!doubleOptIn(c, person, came.end + 5_000, came.origin)) return;
  const enquires = random.chance(0.04);
  nurture(c, person, came.end, { newsletters: enquires ? 3 : 24, habit: READER, sequence: false });
  if (enquires) enquire(c, person, { source: 'newsletter', medium: 'email', campaign: 'newsletter_offer' }, comeBack(c, came.end + 90 * DAY, 20));
}

/** A lead in the making: several visits by several ways before the form. */
function playLead(c: Case, origin: Origin, first: number): void {
  const { random, stream, world } = c;
  const account = makeAccount(c);
  const person = makePerson(c, account);
  if (stream.id.includes('_li_') && random.chance(0.4)) {
    leadForm(c, person, origin, first);
    return;
  }
  let at = first;
  let came: Origin = origin;
  const visits = 1 + (random.chance(0.58) ? 1 + random.poisson(0.9) : 0);
  for (let n = 1; n < visits; n += 1) {
    const browser = person.usesMobile && random.chance(0.5) ? mobileOf(c, person) : desktopOf(c, person);
    visit(c, browser, at, came, [n === 1 ? landingOf(random, stream) : '/', ...furtherPages(random, pageCount(random, 0.55))]);
    at = comeBack(c, at, 9);
    came = random.weighted<Origin>([[DIRECT, 34], [GOOGLE, 26], [origin, 40]]);
  }
  if (at >= world.calendar.untilMs) return;
  enquire(c, person, came, at);
}

/** The visit with the form, and everything that follows from it. */
function enquire(c: Case, person: Person, origin: Origin, at: number): void {
  const { random, stream } = c;
  const form = stream.kind === 'portal' && random.chance(0.7) ? PORTAL_FORM : pickForm(c);
  const came = visit(c, desktopOf(c, person), at, origin, [landingOf(random, stream), ...furtherPages(random, pageCount(random, 0.5)), form.page], { formPage: form.page });
  submit(c, person, came.end, form, came.origin, person.visitorId);
  afterEnquiry(c, person, form, came.origin, came.end);
}

/** A form inside the ad: no visit, but a click and a lead. */
function leadForm(c: Case, person: Person, origin: Origin, at: number): void {
  const key = c.out.key(at);
  if (key !== undefined) c.out.add({ kind: 'touch', key, at: instant(at), who: { ids: [person.id] }, origin, touch: 'ad_click', country: c.country });
  const sent = at + 60_000 + c.random.below(120_000);
  recordPerson(c, person, sent, MARKETS[c.country].sdr, origin);
  submit(c, person, sent, AD_FORM, origin, undefined);
  afterEnquiry(c, person, AD_FORM, origin, sent);
}

function afterEnquiry(c: Case, person: Person, form: Form, origin: Origin, at: number): void {
  const { random, country } = c;
  recordPerson(c, person, at + 1_000, MARKETS[country].sdr, origin);
  recordAccount(c, person.account, at + 1_000);
  if (random.chance(0.08)) doubleOptIn(c, person, at + 30_000, origin);
  nurture(c, person, at, { newsletters: 5 + random.below(6), habit: PROSPECT });
  for (let more = random.poisson(0.9); more > 0; more -= 1) {
    visit(c, person.usesMobile ? mobileOf(c, person) : desktopOf(c, person), comeBack(c, at, 14), random.chance(0.55) ? DIRECT : GOOGLE, ['/', ...furtherPages(random, pageCount(random, 0.5))]);
  }
  if (random.chance(0.17)) {
    const second = pickForm(c);
    const browser = person.usesMobile ? mobileOf(c, person) : desktopOf(c, person);
    const again = visit(c, browser, comeBack(c, at + DAY, 16), DIRECT, [second.page], { formPage: second.page });
    submit(c, person, again.end, second, again.origin, browser.visitorId);
  }
  qualify(c, { person, form, origin, at, quality: c.stream.quality });
}

/** Scanners and crawlers that look like visitors until they are graded. */
export function playBot(c: Case, day: number): void {
  const { random, world } = c;
  const browser = makeBrowser(random, c.country, `sample-${c.number}`, 0);
  const at = world.calendar.localTime(c.country, day, random.float() * 20 * HOUR);
  visit(c, browser, at, DIRECT, ['/', ...furtherPages(random, pageCount(random, 0.5))], { grade: random.chance(0.7) ? 'bot' : 'suspect', hurried: true });
}
