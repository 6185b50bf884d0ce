// A 128-bit hash of a row's cells: MurmurHash3 (x86, 128 bits; Austin Appleby, public domain) over their UTF-16
// units. It need not withstand attack, only accident: who sends a file decides anyway which facts it holds. Own
// code because node:crypto takes five times as long, most of it on the way there and back.
import { createHash } from 'node:crypto';

const [C1, C2, C3, C4] = [0x239b961b, 0xab0e9789 | 0, 0x38b34ae5, 0xa1e38b93 | 0];

const mix = (h: number): number => {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
};

/** 32 bits that stand for a column's name. */
export const columnSeed = (name: string): number => createHash('sha256').update(name).digest().readInt32LE(0);

/** Hashes of the last row, as four numbers of 32 bits. */
export class RowHash {
  h1 = 0;
  h2 = 0;
  h3 = 0;
  h4 = 0;

  /**
   * @param order positions of the cells that count, in the order in which they do
   * @param seeds by position, what tells one column from another
   */
  take(cells: readonly string[], order: Int32Array, seeds: Int32Array): void {
    let [h1, h2, h3, h4] = [0, 0, 0, 0];
    let words = 0;
    for (let c = 0; c < order.length; c++) {
      const place = order[c] ?? 0;
      const cell = cells[place];
      // An empty cell says nothing: an export with one more empty column has the same rows.
      if (cell === undefined || cell === '') continue;
      const { length } = cell;
      // Before the text come the column's seed and the text's length, so that cells can't run into one another.
      for (let i = -4; i < length; i += 2) {
        let k = i === -4 ? (seeds[place] ?? 0) : i === -2 ? length : i + 1 < length ? cell.charCodeAt(i) | (cell.charCodeAt(i + 1) << 16) : cell.charCodeAt(i);
        switch (words++ & 3) {
          case 0:
            k = Math.imul(k, C1); h1 ^= Math.imul((k << 15) | (k >>> 17), C2);
            h1 = (Math.imul((((h1 << 19) | (h1 >>> 13)) + h2) | 0, 5) + 0x561ccd1b) | 0;
            break;
          case 1:
            k = Math.imul(k, C2); h2 ^= Math.imul((k << 16) | (k >>> 16), C3);
            h2 = (Math.imul((((h2 << 17) | (h2 >>> 15)) + h3) | 0, 5) + 0x0bcaa747) | 0;
            break;
          case 2:
            k = Math.imul(k, C3); h3 ^= Math.imul((k << 17) | (k >>> 15), C4);
            h3 = (Math.imul((((h3 << 15) | (h3 >>> 17)) + h4) | 0, 5) + 0x96cd1c35) | 0;
            break;
          default:
            k = Math.imul(k, C4); h4 ^= Math.imul((k << 18) | (k >>> 14), C1);
            h4 = (Math.imul((((h4 << 13) | (h4 >>> 19)) + h1) | 0, 5) + 0x32ac3b17) | 0;
        }
      }
    }
    const length = words * 4;
    h1 ^= length; h2 ^= length; h3 ^= length; h4 ^= length;
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0; h3 = (h3 + h1) | 0; h4 = (h4 + h1) | 0;
    h1 = mix(h1); h2 = mix(h2); h3 = mix(h3); h4 = mix(h4);
    h1 = (h1 + h2 + h3 + h4) | 0;
    this.h1 = h1;
    this.h2 = (h2 + h1) | 0;
    this.h3 = (h3 + h1) | 0;
    this.h4 = (h4 + h1) | 0;
  }

  /** 32 hexadecimal digits. */
  get hex(): string {
    return hex(this.h1) + hex(this.h2) + hex(this.h3) + hex(this.h4);
  }
}

const FOUR_DIGITS = Array.from({ length: 1 << 16 }, (_, n) => n.toString(16).padStart(4, '0'));
const hex = (n: number): string => `${FOUR_DIGITS[n >>> 16] ?? ''}${FOUR_DIGITS[n & 0xffff] ?? ''}`;
