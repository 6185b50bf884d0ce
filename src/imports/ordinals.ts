// Counts how often each row has been seen in a file, in memory that stays small for ten million rows: an open-addressing
// table of 64-bit hashes in typed arrays, 12 bytes a slot.

/** Load at which the table doubles. */
const FULL = 0.6;

export class Ordinals {
  private high = new Uint32Array(1 << 12);
  private low = new Uint32Array(1 << 12);
  private seen = new Uint32Array(1 << 12);
  private used = 0;

  /** @returns 0 for the first row with this hash, 1 for the second, … */
  next(high: number, low: number): number {
    if (this.used >= this.seen.length * FULL) this.grow();
    const slot = this.find(high, low);
    const before = this.seen[slot] ?? 0;
    if (before === 0) {
      this.used += 1;
      this.high[slot] = high;
      this.low[slot] = low;
    }
    this.seen[slot] = before + 1;
    return before;
  }

  private find(high: number, low: number): number {
    const mask = this.seen.length - 1;
    let slot = low & mask;
    while (this.seen[slot] !== 0 && (this.low[slot] !== low || this.high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { high, low, seen } = this;
    this.high = new Uint32Array(high.length * 2);
    this.low = new Uint32Array(low.length * 2);
    this.seen = new Uint32Array(seen.length * 2);
    for (let i = 0; i < seen.length; i += 1) {
      const count = seen[i] ?? 0;
      if (count === 0) continue;
      const slot = this.find(high[i] ?? 0, low[i] ?? 0);
      this.high[slot] = high[i] ?? 0;
      this.low[slot] = low[i] ?? 0;
      this.seen[slot] = count;
    }
  }
}
