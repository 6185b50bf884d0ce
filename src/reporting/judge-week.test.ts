import { describe, expect, it } from 'vitest';
import { judgeWeek } from './judge-week.js';
import { usualRange } from './usual-range.js';

/** Twelve weeks in which a business day brought 100 and a day off 20, then one. */
const weeks = (workingDays: number, working: number, off: number, before: readonly number[] = new Array<number>(12).fill(5)) => ({
  working: [...before.map((n) => n * 100), working], off: [...before.map((n) => (7 - n) * 20), off], workingDays: [...before, workingDays],
});

describe('judgeWeek', () => {
  it('finds nothing strange in what public holidays leave, nor in a week that did not keep them', () => {
    const kept = judgeWeek(weeks(3, 300, 80));
    expect(usualRange(380, new Array<number>(12).fill(540)).pValue).toBeLessThan(1e-9);
    expect([kept.mean, kept.pValue > 0.9]).toEqual([380, true]);
    const notKept = judgeWeek(weeks(3, 300, 240));
    expect([notKept.mean, notKept.pValue > 0.9]).toEqual([540, true]);
    // One below what is left, or above what is usual, is strange either way.
    const few = judgeWeek(weeks(3, 200, 50));
    expect([few.mean, few.pValue < 1e-6]).toEqual([540, true]);
    expect(judgeWeek(weeks(3, 600, 80)).pValue).toBeLessThan(1e-3);
  });

  it('is the plain judgement where no week has a holiday, and where days off bring as much', () => {
    expect(judgeWeek(weeks(5, 350, 40))).toEqual(usualRange(390, new Array<number>(12).fill(540)));
    const alike = { working: [...new Array<number>(12).fill(50), 30], off: [...new Array<number>(12).fill(20), 40], workingDays: [...new Array<number>(12).fill(5), 3] };
    expect(judgeWeek(alike)).toEqual(usualRange(70, new Array<number>(12).fill(70)));
  });

  it('does not take weeks with holidays before it for scatter', () => {
    const before = [5, 5, 3, 5, 5, 4, 5, 5, 4, 5, 5, 5];
    const plain = usualRange(540, before.map((n) => n * 100 + (7 - n) * 20));
    expect(judgeWeek(weeks(5, 500, 40, before)).pValue).toBeGreaterThanOrEqual(plain.pValue);
    expect(judgeWeek(weeks(5, 500, 40, before)).mean).toBeCloseTo(540, 6);
  });

  it('takes nothing for usual where only business days bring anything and the week has none', () => {
    const of = (off: number, days: number) => judgeWeek({ working: [...new Array<number>(12).fill(50), 0], off: [...new Array<number>(12).fill(0), off], workingDays: [...new Array<number>(12).fill(5), days] }).pValue;
    expect(of(0, 0)).toBe(1);
    expect(of(0, 5)).toBeLessThan(1e-6);
    expect(of(90, 0)).toBeLessThan(1e-3);
  });
});
