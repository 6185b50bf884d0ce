// Finds which keys come more than once in a file too large to remember, in eight bytes a row.

/** 53-bit hash of a text (cyrb53, public domain). */
export function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

export class RepeatCounter {
  private hashes = new Float64Array(4096);
  private size = 0;

  add(key: string): void {
    if (this.size === this.hashes.length) {
      const grown = new Float64Array(this.size * 2);
      grown.set(this.hashes);
      this.hashes = grown;
    }
    this.hashes[this.size++] = hash53(key);
  }

  /** Hash -> how often, of those that came more than once. */
  repeats(): Map<number, number> {
    const sorted = this.hashes.subarray(0, this.size).sort();
    const counts = new Map<number, number>();
    for (let i = 1; i < sorted.length; i++) {
      const hash = sorted[i] ?? 0;
      if (hash === sorted[i - 1]) counts.set(hash, (counts.get(hash) ?? 1) + 1);
    }
    return counts;
  }
}
