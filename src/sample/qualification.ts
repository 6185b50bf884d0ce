// A lead's way through the funnel: qualified by marketing, accepted and qualified by sales, sent back,
// recycled and returning, or on to an opportunity.
import type { Origin } from '../facts/drafts.js';
import { DAY } from './calendar.js';
import { MARKETS, REASONS, type Form } from './company.js';
import { respond, talksBetween, converse } from './conversations.js';
import { instant, dayOnly } from './fact-window.js';
import { playOpportunity } from './opportunity.js';
import { recordPerson, byId, type Case, type Person } from './people.js';
import { submit } from './submissions.js';
import { desktopOf, DIRECT, GOOGLE, visit } from './visits.js';

export interface LeadStart {
  readonly person: Person;
  readonly form: Form;
  /** Where the lead came from, for its record. */
  readonly origin: Origin;
  readonly at: number;
  /** The source keeps days only. */
  readonly dateOnly?: boolean;
  /** Factors on the chances of this source. */
  readonly quality: number;
  readonly winning?: number;
}

/** A line of the stage history. */
export function enterStage(c: Case, person: Person, at: number, stage: string, actor: string, options: { reason?: string; dateOnly?: boolean } = {}): void {
  const key = c.out.key(at);
  if (key === undefined) return;
  c.out.add({
    kind: 'stageChange', key, at: options.dateOnly === true ? dayOnly(at) : instant(at), who: byId(person), stage, actor,
    ...(options.reason !== undefined && { reason: options.reason }),
  });
}

const MARKETING = 'Marketing';
const likely = (probability: number): number => Math.min(0.96, probability);

/**
 * Plays a lead's cycle.
 * @param again how many more times the lead may return after a closed cycle
 */
export function qualify(c: Case, lead: LeadStart, again = 2): void {
  const { random, country, world } = c;
  const { person, form, at } = lead;
  const { sdr } = MARKETS[country];
  const { seller, segment, industry } = person.account;
  const work = (from: number, meanDays: number): number => world.calendar.workingTime(random, country, from + Math.round(random.exponential(meanDays) * DAY));
  const dated = lead.dateOnly === true ? { dateOnly: true } : {};
  const answered = form.handRaise ? respond(c, person, at, sdr) : at;
  if (!form.handRaise && person.email !== undefined && random.chance(0.5)) converse(c, person, work(at, 1), 'mail', sdr, 'outbound');

  const fit = person.persona.fit * industry.fit * lead.quality;
  if (!random.chance(likely(form.mql * fit))) {
    if (random.chance(0.2 / Math.max(0.3, fit))) enterStage(c, person, work(answered, 5), 'disqualified', MARKETING, { ...dated, reason: person.persona.name === 'Student or researcher' ? 'Student' : random.pick(REASONS.disqualified) });
    else returnLater(c, lead, work(answered, 20), again, 0.05);
    return;
  }
  const mql = work(form.handRaise ? at : answered, form.handRaise ? 0.6 : 7) + 60_000;
  enterStage(c, person, mql, 'mql', MARKETING, dated);

  if (!random.chance(likely(0.54 * Math.sqrt(fit)))) {
    sendBack(c, lead, work(mql, 4) + 600_000, sdr, again);
    return;
  }
  const sal = work(Math.max(mql, answered), 2) + 300_000;
  enterStage(c, person, sal, 'sal', sdr, dated);
  recordPerson(c, person, sal, seller, lead.origin);

  if (!random.chance(likely(0.4 * Math.sqrt(fit)))) {
    const gone = work(sal, 9) + DAY;
    if (random.chance(0.3)) enterStage(c, person, gone, 'disqualified', sdr, { ...dated, reason: random.pick(REASONS.disqualified) });
    else sendBack(c, lead, gone, sdr, again);
    return;
  }
  const sql = work(sal, 7) + DAY;
  converse(c, person, sql - 3_600_000, 'meeting', sdr, 'outbound');
  enterStage(c, person, sql, 'sql', seller, dated);
  if (!random.chance(0.84)) {
    sendBack(c, lead, work(sql, 10) + DAY, seller, again);
    return;
  }
  const opportunity = work(sql, 5) + 0.5 * DAY;
  talksBetween(c, [person], sql, opportunity, 1, seller);
  enterStage(c, person, opportunity, 'opportunity', seller, dated);
  const outcome = playOpportunity(c, { person, at: opportunity, origin: lead.origin, winRate: segment.winRate * (lead.winning ?? 1) });
  if (outcome.status === 'open') return;
  enterStage(c, person, outcome.at, outcome.status, seller, outcome.reason === undefined ? {} : { reason: outcome.reason });
  if (outcome.status === 'lost') returnLater(c, lead, outcome.at, again, 0.07);
}

/** Sales sends the lead back, and marketing keeps it warm. */
function sendBack(c: Case, lead: LeadStart, at: number, actor: string, again: number): void {
  enterStage(c, lead.person, at, 'rejected', actor, { reason: c.random.pick(REASONS.rejected) });
  if (!c.random.chance(0.7)) return;
  const recycled = at + Math.round(c.random.between(0.05, 4) * DAY);
  enterStage(c, lead.person, recycled, 'recycled', MARKETING, { reason: c.random.pick(REASONS.recycled) });
  returnLater(c, lead, recycled, again, 0.24);
}

/** Some come back months later, by another way, and start over. */
function returnLater(c: Case, lead: LeadStart, from: number, again: number, probability: number): void {
  const { random, world } = c;
  if (again <= 0 || !random.chance(probability)) return;
  const index = world.calendar.indexOf(from + random.between(45, 260) * DAY);
  const at = world.calendar.browsingTime(random, c.country, index);
  const came = visit(c, desktopOf(c, lead.person), at, random.chance(0.5) ? DIRECT : GOOGLE, ['/', '/pricing', '/demo'], { formPage: '/demo' });
  const form: Form = { name: 'Demo request', page: '/demo', mql: 0.85, handRaise: true, weight: 0 };
  submit(c, lead.person, came.end, form, came.origin, lead.person.visitorId);
  enterStage(c, lead.person, came.end + 1_000, 're_entry', MARKETING);
  qualify(c, { ...lead, form, at: came.end + 1_000, quality: Math.max(1, lead.quality) }, again - 1);
}
