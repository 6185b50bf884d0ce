// Survival of customers: who is still there after how long, with censored observations. Where ends of
// different kinds compete, aalen-johansen.ts is the right estimate.
import { CURVE_TOLERANCE, riskSets, type Duration } from './durations.js';
import { Z95 } from './interval.js';

/** What a survival curve is made of: no competing ends. */
export type Lifetime = Duration & { readonly state: 'event' | 'censored' };

export interface SurvivalPoint {
  readonly days: number;
  /** Share still there after this time. */
  readonly survival: number;
  /** Pointwise 95 % band by the log(−log) transformation; null where survival is 0 (the band is undefined). */
  readonly low: number | null;
  readonly high: number | null;
  readonly atRisk: number;
  readonly events: number;
}

export interface SurvivalCurve {
  /** One point a time with an event; between points survival stays. */
  readonly points: readonly SurvivalPoint[];
  readonly sample: number;
  /** Days up to which the curve is known: the longest observation, or Infinity once it has reached 0. */
  readonly knownUntil: number;
}

/**
 * Kaplan–Meier estimate of the survival curve, with Greenwood's variance and log(−log) bands, which stay within 0 and 1.
 * @param lifetimes in any order; events count before censoring at ties
 * @see Kaplan, E. L. & Meier, P. (1958), J. Am. Stat. Assoc. 53, 457–481; Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.4
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): SurvivalCurve {
  const points: SurvivalPoint[] = [];
  let [survival, greenwood] = [1, 0];
  const sets = riskSets(lifetimes);
  for (const { days, atRisk, event } of sets) {
    if (event === 0) continue;
    survival *= (atRisk - event) / atRisk;
    greenwood += event / (atRisk * (atRisk - event));
    points.push({ days, survival, ...band(survival, greenwood), atRisk, events: event });
  }
  const gone = points.at(-1)?.survival === 0;
  return { points, sample: sets[0]?.atRisk ?? 0, knownUntil: gone ? Infinity : (sets.at(-1)?.days ?? 0) };
}

function band(survival: number, greenwood: number): { low: number | null; high: number | null } {
  if (survival === 0) return { low: null, high: null };
  const spread = (Z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) };
}

/** Days by which a share p has left: the smallest t with S(t) ≤ 1 − p, or null where that isn't reached. */
export function survivalQuantile(curve: SurvivalCurve, p: number): number | null {
  return curve.points.find((point) => point.survival <= 1 - p + CURVE_TOLERANCE)?.days ?? null;
}

export interface RestrictedMean {
  /** Mean days up to the horizon. */
  readonly days: number;
  readonly standardError: number;
  /** The horizon used: the one asked for, or the end of what was observed where that comes first. */
  readonly horizon: number;
}

/**
 * Mean lifetime up to a horizon: the area under the survival curve. The curve is not drawn beyond what was observed; a horizon
 * beyond that is cut back, and the result names the one used.
 * @param horizon days, above 0
 * @returns null without observations, or when none lasted at all
 * @see Irwin, J. O. (1949), J. Hyg. 47, 188–189; Royston & Parmar (2013), BMC Med. Res. Methodol. 13:152
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): RestrictedMean | null {
  const end = Math.min(horizon, curve.knownUntil);
  if (curve.sample === 0 || !(end > 0)) return null;
  const inside = curve.points.filter((point) => point.days < end);
  // From the right: the area to the right of each event is also what its variance is weighted with.
  let [area, variance, until] = [0, 0, end];
  for (const point of inside.toReversed()) {
    area += point.survival * (until - point.days);
    variance += (area * area * point.events) / (point.atRisk * Math.max(point.atRisk - point.events, 1));
    until = point.days;
  }
  return { days: area + until, standardError: Math.sqrt(variance), horizon: end };
}
