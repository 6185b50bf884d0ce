// Collects the facts of one window of time. A case is played again from its seed for every window it
// reaches into; the window keeps what falls into it, so memory holds one month of one case at a time.
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

/** An instant as facts carry it. */
export const instant = (at: number): string => new Date(at).toISOString();
/** Its UTC day, for records that keep no time. */
export const dayOnly = (at: number): string => new Date(at).toISOString().slice(0, 10);
