// Remembers who was resolved lately, so that a file that names the same people on every row asks the
// database once. Right as long as nobody changes identities behind it: `epoch` tells.

export interface Resolved {
  /** Id that facts carry, 0n for nobody known; a browser alone stays 0n and is linked by its visitorId. */
  readonly personId: bigint;
  readonly accountId: bigint;
  /** Whether the source named that account itself. */
  readonly accountNamed: boolean;
  readonly visitorId: string;
}

/** A request that was resolved: its answer, and when it was said, epoch milliseconds. */
export interface Remembered {
  readonly resolved: Resolved;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Saying it earlier could change something: whose a browser is. */
  readonly earlierMatters: boolean;
  /** Saying it later could: which value is the latest. */
  readonly laterMatters: boolean;
}

/** Answers kept per workspace; the older half goes first. */
const SIZE = 20_000;

export class ResolvedCache {
  /** Account keys and whose they are. */
  accountKeys = new Map<string, bigint>();
  private recent = new Map<string, Remembered>();
  private older = new Map<string, Remembered>();
  private epoch = -1n;

  /** Forgets everything unless nothing has changed since. */
  at(epoch: bigint): void {
    if (epoch !== this.epoch) this.clear();
    this.epoch = epoch;
  }

  /** What is remembered holds at this epoch too: the change was our own, and is known here. */
  moveTo(epoch: bigint): void {
    this.epoch = epoch;
  }

  get(key: string): Remembered | undefined {
    const found = this.recent.get(key);
    if (found !== undefined) return found;
    const old = this.older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, remembered: Remembered): void {
    if (this.recent.size >= SIZE / 2) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, remembered);
  }

  clear(): void {
    this.accountKeys = new Map();
    this.recent = new Map();
    this.older = new Map();
  }
}
