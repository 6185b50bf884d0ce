// Collects the facts of one window of time. A case is played again from its seed for every window it
// reaches into; the window keeps what falls into it.
import type { FactDraft } from '../facts/drafts.js';

export class FactWindow {
  facts: FactDraft[] = [];
  /** The latest instant of the open case that lies before the sample's end. */
  latest = Number.NEGATIVE_INFINITY;
  private prefix = '';
  private ordinal = 0;

  /**
   * @param until the sample's end: what lies behind it has not happened yet
   * @param earliest from when named things count; before `from` in the first window, for what began before the sample
   */
  constructor(readonly from: number, readonly to: number, readonly until: number, private readonly earliest = from) {}

  /** Starts a case: its keys count from one again. */
  open(name: string): void {
    this.prefix = `sample:${name}`;
    this.ordinal = 0;
    this.latest = Number.NEGATIVE_INFINITY;
  }

  /** The next key of the case when the instant falls into the window. Counts in any case, so that keys are the same in every window. */
  key(at: number): string | undefined {
    this.ordinal += 1;
    return this.holds(at, this.from) ? `${this.prefix}.${this.ordinal.toString(36)}` : undefined;
  }

  /** The key of a named thing of the case, for a version of it that dates from the instant. */
  keyOf(name: string, at: number): string | undefined {
    return this.holds(at, this.earliest) ? `${this.prefix}.${name}` : undefined;
  }

  add(fact: FactDraft): void {
    this.facts.push(fact);
  }

  private holds(at: number, from: number): boolean {
    if (at >= this.until) return false;
    if (at > this.latest) this.latest = at;
    return at >= from && at < this.to;
  }
}

const DAY = 86_400_000;
const padded = (digits: number): readonly string[] => Array.from({ length: 10 ** digits }, (_, n) => String(n).padStart(digits, '0'));
const TWO = padded(2);
const THREE = padded(3);
/** Days by number since 1970; a sample spans a few years. */
const days = new Map<number, string>();

/** Its UTC day, for records that keep no time. */
export function dayOnly(at: number): string {
  const number = Math.floor(at / DAY);
  let day = days.get(number);
  if (day === undefined) {
    day = new Date(number * DAY).toISOString().slice(0, 10);
    days.set(number, day);
  }
  return day;
}

/** An instant as facts carry it: what toISOString gives, at a fraction of its cost over millions of facts. */
export function instant(at: number): string {
  const time = Math.floor(at) - Math.floor(at / DAY) * DAY;
  return `${dayOnly(at)}T${TWO[Math.floor(time / 3_600_000)]}:${TWO[Math.floor(time / 60_000) % 60]}:${TWO[Math.floor(time / 1000) % 60]}.${THREE[time % 1000]}Z`;
}
