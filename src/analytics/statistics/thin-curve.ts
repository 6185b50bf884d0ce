// Thins a curve to points enough to draw, without moving the shares that are read off it at round numbers of days.

export interface CurvePoint {
  readonly day: number;
  readonly share: number;
}

/** Days at which a thinned curve says exactly what the whole one does: those at which shares are named and cohorts compared. */
export const EXACT_DAYS = [7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730] as const;

/** About this many points are drawn. */
const POINTS = 120;

/** All points where they are few; else every n-th, the last, and the last one at or before each of EXACT_DAYS. In order of days, as given. */
export function thinCurve(points: readonly CurvePoint[]): CurvePoint[] {
  const step = Math.ceil(points.length / POINTS);
  const kept = new Set(EXACT_DAYS.map((day) => points.findLastIndex((p) => p.day <= day)));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1 || kept.has(i));
}
