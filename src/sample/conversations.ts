// What people of the company and of an account say to each other: calls, mails, meetings, chats.
import { DAY, HOUR } from './calendar.js';
import { instant } from './fact-window.js';
import { byId, type Case, type Person } from './people.js';

type Conversation = 'call' | 'mail' | 'meeting' | 'chat';

export function converse(c: Case, person: Person, at: number, touch: Conversation, owner: string, initiative: 'inbound' | 'outbound'): void {
  const key = c.out.key(at);
  if (key === undefined) return;
  const origin = initiative === 'outbound' ? { source: 'outbound', medium: 'sdr' } : {};
  c.out.add({ kind: 'touch', key, at: instant(at), who: byId(person), origin, touch, owner, initiative });
}

/** The first human answer to an enquiry, in working hours. @returns when it was given */
export function respond(c: Case, person: Person, at: number, owner: string): number {
  const { random } = c;
  const answered = c.world.calendar.workingTime(random, c.country, at + Math.round(random.lognormal(2.4 * HOUR, 1.1)));
  converse(c, person, answered, random.chance(0.55) ? 'call' : 'mail', owner, 'outbound');
  if (random.chance(0.35)) converse(c, person, c.world.calendar.workingTime(random, c.country, answered + random.between(0.5, 3) * DAY), 'call', owner, 'outbound');
  return answered;
}

/** Talks spread over a span of time, more meetings towards its end. */
export function talksBetween(c: Case, people: readonly Person[], from: number, to: number, count: number, owner: string): void {
  for (let i = 0; i < count; i += 1) {
    const at = c.world.calendar.workingTime(c.random, c.country, from + ((i + c.random.float()) / count) * (to - from));
    if (at >= to) continue;
    const touch = c.random.weighted([['meeting', 3 + i], ['call', 4], ['mail', 4]] as const);
    converse(c, c.random.pick(people), at, touch, owner, touch === 'mail' && c.random.chance(0.4) ? 'inbound' : 'outbound');
  }
}
