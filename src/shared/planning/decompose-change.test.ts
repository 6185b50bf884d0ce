// What explains a change must add up to it, whatever the segments.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decomposeRatio, decomposeSum, type SegmentPair } from './decompose-change.js';

const total = (...parts: readonly string[]): number => parts.reduce((sum, part) => sum.plus(part), new Decimal(0)).toNumber();
const pair = (segment: string, n0: number, d0: number, n1: number, d1: number): SegmentPair => ({ segment, before: { numerator: n0, denominator: d0 }, after: { numerator: n1, denominator: d1 } });
const count = fc.integer({ min: 0, max: 50 });
const pairs = fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 6 }).map((rows) => rows.map(([n0, d0, n1, d1], i) => pair(String(i), n0, d0, n1, d1)));

describe('the change of a ratio', () => {
  it('is mix where only the shares moved, rate where only the rates did', () => {
    // Half of the leads at 20 %, half at 10 %; then nine tenths at 20 %: 15 % becomes 19 %.
    const mix = decomposeRatio([pair('a', 10, 50, 18, 90), pair('b', 5, 50, 1, 10)]);
    expect(Number(mix?.change)).toBeCloseTo(0.04, 12);
    expect(mix?.effects.map((e) => Number(e.rate))).toEqual([0, 0]);
    expect(total(...(mix?.effects.map((e) => e.mix) ?? []))).toBeCloseTo(0.04, 12);
    const rate = decomposeRatio([pair('a', 10, 50, 15, 50), pair('b', 5, 50, 5, 50)]);
    expect(rate?.effects.map((e) => [Number(e.mix), Number(e.rate)])).toEqual([[0, 0.05], [0, 0]]);
  });

  it('adds up exactly, also with segments that are new, gone, or have nothing below the line', () => {
    fc.assert(fc.property(pairs, (segments) => {
      const found = decomposeRatio(segments);
      const sums = (side: 'before' | 'after', of: 'numerator' | 'denominator'): number => segments.reduce((sum, s) => sum + Number(s[side][of]), 0);
      if (sums('before', 'denominator') === 0 || sums('after', 'denominator') === 0) {
        expect(found).toBeNull();
        return;
      }
      const change = sums('after', 'numerator') / sums('after', 'denominator') - sums('before', 'numerator') / sums('before', 'denominator');
      expect(Number(found?.change)).toBeCloseTo(change, 10);
      expect(total(found?.unmatched ?? '', ...(found?.effects.flatMap((e) => [e.mix, e.rate]) ?? []))).toBeCloseTo(change, 12);
    }));
  });

  it('is the same the other way round, with the sign turned', () => {
    fc.assert(fc.property(pairs, (segments) => {
      const [there, back] = [decomposeRatio(segments), decomposeRatio(segments.map(({ segment, before, after }) => ({ segment, before: after, after: before })))];
      there?.effects.forEach((effect, i) => {
        expect(Number(effect.mix)).toBeCloseTo(-Number(back?.effects[i]?.mix), 12);
        expect(Number(effect.rate)).toBeCloseTo(-Number(back?.effects[i]?.rate), 12);
      });
    }));
  });
});

describe('the change of a sum', () => {
  it('is volume where everything doubled', () => {
    const found = decomposeSum([pair('a', 10, 50, 20, 100), pair('b', 5, 50, 10, 100)]);
    expect(found?.effects.map((e) => [Number(e.volume), Number(e.mix), Number(e.rate)])).toEqual([[10, 0, 0], [5, 0, 0]]);
  });

  it('adds up exactly to volume, mix and rate', () => {
    fc.assert(fc.property(pairs, (segments) => {
      const found = decomposeSum(segments);
      if (found === null) return;
      const change = segments.reduce((sum, s) => sum + Number(s.after.numerator) - Number(s.before.numerator), 0);
      expect(Number(found.change)).toBe(change);
      expect(total(found.unmatched, ...found.effects.flatMap((e) => [e.volume, e.mix, e.rate]))).toBeCloseTo(change, 10);
    }));
  });
});
