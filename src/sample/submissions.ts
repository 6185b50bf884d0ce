// Enquiries: forms sent by leads, sometimes twice, and those that are scrubbed because no customer can come of them.
import type { Origin, Who } from '../facts/drafts.js';
import { HOUR } from './calendar.js';
import { answersAfter, type Form } from './company.js';
import { instant } from './fact-window.js';
import { asTyped, type Case, type Person } from './people.js';
import { inventedWord } from './names.js';

/** A form that a person sends; a few send it again within the day. */
export function submit(c: Case, person: Person, at: number, form: Form, origin: Origin, visitorId: string | undefined, vendor?: { name: string; price: string }): void {
  const { random } = c;
  const send = (when: number): void => {
    const who = asTyped(c, person, visitorId);
    const key = c.out.key(when);
    if (key === undefined) return;
    c.out.add({
      kind: 'submission', key, at: instant(when), who, origin, form: form.name,
      ...(vendor !== undefined && { vendor: vendor.name, price: vendor.price, currency: 'EUR' }),
    });
  };
  send(at);
  if (random.chance(0.035)) send(at + Math.round(random.chance(0.7) ? random.between(15_000, 240_000) : random.between(0.3, 12) * HOUR));
  if (form.handRaise && visitorId !== undefined && random.chance(0.3)) {
    const selfReported = random.pick(answersAfter(c.stream.origin.source));
    const key = c.out.key(at);
    if (key !== undefined) c.out.add({ kind: 'touch', key, at: instant(at), who: { visitorId }, origin, touch: 'other', selfReported });
  }
}

const JUNK = [['bot', 40], ['invalid_email', 22], ['disposable_domain', 17], ['test', 9], ['invalid_phone', 7], ['no_consent', 5]] as const;

/** A submission that is refused, with what such submissions carry. */
export function submitJunk(c: Case, at: number, form: Form, origin: Origin, visitorId: string): void {
  const { random, number } = c;
  const reason = random.weighted(JUNK);
  const word = inventedWord(number);
  const who: Who = {
    bot: { email: `${word}@${word}-seo.example`, firstName: '<a href="https://casino.example">win</a>', lastName: "Robert'); DROP TABLE leads;--" },
    invalid_email: { email: `${word}@@example`, firstName: 'asdf', lastName: word },
    disposable_domain: { email: `${word}@throwaway-${word}.example`, firstName: 'Max', lastName: 'M' },
    test: { email: `test-${number}@tester.example`, firstName: 'Test', lastName: 'Test' },
    invalid_phone: { email: `${word}@${word}.example`, firstName: 'No', lastName: 'Number', phone: '0000' },
    no_consent: { email: `${word}@${word}.example`, firstName: 'Noor', lastName: word },
  }[reason];
  const key = c.out.key(at);
  if (key !== undefined) c.out.add({ kind: 'submission', key, at: instant(at), who: { ...who, visitorId }, origin, form: form.name, outcome: 'scrubbed', reason });
}
