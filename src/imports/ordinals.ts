// Counts how often each row has been seen in a file, in memory that stays small for ten million rows: open-addressing
// tables of 64-bit hashes in typed arrays, 9 bytes a slot. There are many, so that when one grows the others need no second copy.

/** Load at which a table doubles. */
const FULL = 0.75;
const FIRST_SLOTS = 16;
const SHARD_BITS = 8;
/** What a byte holds; the few rows seen more often are counted beside it. */
const MOST = 255;

class Shard {
  private hashes = new Uint32Array(2 * FIRST_SLOTS);
  private seen = new Uint8Array(FIRST_SLOTS);
  private readonly often = new Map<string, number>();
  private used = 0;

  next(high: number, low: number): number {
    if (this.used >= this.seen.length * FULL) this.grow();
    const slot = this.find(high, low);
    const before = this.seen[slot] ?? 0;
    if (before === 0) {
      this.used += 1;
      this.hashes[2 * slot] = high;
      this.hashes[2 * slot + 1] = low;
    }
    if (before < MOST) {
      this.seen[slot] = before + 1;
      return before;
    }
    const key = `${high} ${low}`;
    const more = this.often.get(key) ?? 0;
    this.often.set(key, more + 1);
    return MOST + more;
  }

  private find(high: number, low: number): number {
    const mask = this.seen.length - 1;
    let slot = low & mask;
    while (this.seen[slot] !== 0 && (this.hashes[2 * slot] !== high || this.hashes[2 * slot + 1] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { hashes, seen } = this;
    this.hashes = new Uint32Array(hashes.length * 2);
    this.seen = new Uint8Array(seen.length * 2);
    for (let i = 0; i < seen.length; i += 1) {
      const count = seen[i] ?? 0;
      if (count === 0) continue;
      const [high, low] = [hashes[2 * i] ?? 0, hashes[2 * i + 1] ?? 0];
      const slot = this.find(high, low);
      this.hashes[2 * slot] = high;
      this.hashes[2 * slot + 1] = low;
      this.seen[slot] = count;
    }
  }
}

export class Ordinals {
  private readonly shards = Array.from({ length: 1 << SHARD_BITS }, () => new Shard());

  /**
   * @param high and low: the two halves of the row's hash, unsigned 32-bit each
   * @returns 0 for the first row with this hash, 1 for the second, …
   */
  next(high: number, low: number): number {
    return this.shards[high >>> (32 - SHARD_BITS)]?.next(high, low) ?? 0;
  }
}
