// A thinned curve may lose points, never the share at a day that is read off it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXACT_DAYS, thinCurve, type CurvePoint } from './thin-curve.js';

const curve = fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { maxLength: 900 }).map((days) => days.sort((a, b) => a - b).map((day, i): CurvePoint => ({ day, share: (i + 1) / 1000 })));
const at = (points: readonly CurvePoint[], day: number): number => points.findLast((p) => p.day <= day)?.share ?? 0;

it('keeps the share at every day that is read off it, and the end', () => {
  fc.assert(fc.property(curve, (points) => {
    const thin = thinCurve(points);
    expect(thin.length).toBeLessThanOrEqual(120 + 1 + EXACT_DAYS.length);
    expect(EXACT_DAYS.map((day) => at(thin, day))).toEqual(EXACT_DAYS.map((day) => at(points, day)));
    expect(thin.at(-1)).toEqual(points.at(-1));
  }));
});

it('leaves a short curve as it is', () => {
  const points = Array.from({ length: 120 }, (_, day) => ({ day, share: day / 200 }));
  expect(thinCurve(points)).toEqual(points);
});
