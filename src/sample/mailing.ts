// E-mails to one person: sent, bounced, opened, clicked, unsubscribed; and the security scanners that
// open and click everything within seconds.
import type { Origin, Who } from '../facts/drafts.js';
import { DAY, HOUR } from './calendar.js';
import { instant } from './fact-window.js';
import { byId, type Case, type Person } from './people.js';
import { desktopOf, mobileOf, visit } from './visits.js';
import { PAGES } from './company.js';

const NURTURE_DAYS = [0.01, 3, 9, 18, 30];

interface Habit {
  readonly opens: number;
  readonly clicks: number;
  readonly leaves: number;
}
/** Interested persons read more. */
export const READER: Habit = { opens: 0.31, clicks: 0.08, leaves: 0.006 };
export const PROSPECT: Habit = { opens: 0.4, clicks: 0.13, leaves: 0.01 };

function note(c: Case, at: number, who: Who, origin: Origin, touch: 'email_sent' | 'email_bounced' | 'email_open' | 'email_click' | 'unsubscribe', grade: 'human' | 'bot' = 'human'): void {
  const key = c.out.key(at);
  if (key !== undefined) c.out.add({ kind: 'touch', key, at: instant(at), who, origin, touch, ...(grade === 'bot' && { grade }) });
}

/** One e-mail and what comes of it. @returns false when the person can't or won't be mailed again */
export function mail(c: Case, person: Person, at: number, campaign: string, habit: Habit): boolean {
  const { random } = c;
  const origin: Origin = { source: 'newsletter', medium: 'email', campaign };
  const who = byId(person);
  note(c, at, who, origin, 'email_sent');
  if (random.chance(0.012)) {
    note(c, at + 4_000, who, origin, 'email_bounced');
    return random.chance(0.4);
  }
  if (person.account.scanned) {
    note(c, at + 2_000 + random.below(6_000), who, origin, 'email_open', 'bot');
    note(c, at + 9_000 + random.below(9_000), who, origin, 'email_click', 'bot');
  }
  if (!random.chance(habit.opens)) return true;
  const opened = at + Math.round(random.lognormal(5 * HOUR, 1.2));
  note(c, opened, who, origin, 'email_open');
  if (random.chance(habit.clicks)) {
    const browser = person.usesMobile && random.chance(0.6) ? mobileOf(c, person) : desktopOf(c, person);
    const clicked = opened + 5_000 + random.below(60_000);
    note(c, clicked, { ...who, visitorId: browser.visitorId }, origin, 'email_click');
    visit(c, browser, clicked + 1_500, origin, [random.weighted(PAGES), ...(random.chance(0.4) ? ['/pricing'] : [])]);
  }
  if (!random.chance(habit.leaves)) return true;
  note(c, opened + 40_000, who, origin, 'unsubscribe');
  return false;
}

/** A sequence after an enquiry, then the monthly newsletter, until the person leaves, the sequence ends or the sample does. */
export function nurture(c: Case, person: Person, at: number, options: { newsletters: number; habit: Habit; sequence?: boolean }): void {
  if (person.email === undefined) return;
  let last = at;
  if (options.sequence !== false) {
    for (const [step, days] of NURTURE_DAYS.entries()) {
      last = c.world.calendar.workingTime(c.random, c.country, at + days * DAY);
      if (!mail(c, person, last, `nurture_${step + 1}`, options.habit)) return;
    }
  }
  let left = options.newsletters;
  for (const newsletter of c.world.newsletters) {
    if (newsletter.at <= last) continue;
    if (left === 0) return;
    left -= 1;
    if (!mail(c, person, newsletter.at + c.random.below(900_000), newsletter.name, options.habit)) return;
  }
}

/** Asks to confirm a subscription. @returns whether the person did */
export function doubleOptIn(c: Case, person: Person, at: number, origin: Origin): boolean {
  const { random, out } = c;
  const asked = out.key(at);
  if (asked !== undefined) out.add({ kind: 'touch', key: asked, at: instant(at), who: byId(person), origin, touch: 'opt_in_asked' });
  if (!random.chance(0.78)) return false;
  const confirmedAt = at + Math.round(random.lognormal(6 * 60_000, 1.3));
  const confirmed = out.key(confirmedAt);
  if (confirmed !== undefined) out.add({ kind: 'touch', key: confirmed, at: instant(confirmedAt), who: { ...byId(person), visitorId: person.visitorId }, origin, touch: 'opt_in_confirmed' });
  return true;
}
