// How many convert by when, when being lost or disqualified rules converting out: the cumulative incidence.
// Treating the lost as merely censored (Kaplan–Meier) would promise conversions that can't come.
import { CURVE_TOLERANCE, riskSets, type Duration } from './durations.js';

export interface IncidencePoint {
  readonly days: number;
  /** Share that has had the event by then. */
  readonly share: number;
}

export interface IncidenceCurve {
  /** One point a time at which the share rises; between points it stays. */
  readonly points: readonly IncidencePoint[];
  readonly sample: number;
  readonly events: number;
  readonly competing: number;
  /** Days up to which the curve is known: the longest observation, or Infinity once everyone's outcome is. */
  readonly knownUntil: number;
}

/**
 * Aalen–Johansen estimate of the cumulative incidence of `event` in the presence of `competing` ends.
 * @param durations in any order; events count before censoring at ties
 * @see Aalen, O. O. & Johansen, S. (1978), Scand. J. Stat. 5, 141–150; Putter, Fiocco & Geskus (2007), Stat. Med. 26, 2389–2430
 */
export function aalenJohansen(durations: readonly Duration[]): IncidenceCurve {
  const points: IncidencePoint[] = [];
  let [free, share, events, competing, last] = [1, 0, 0, 0, 0];
  let unresolved = false;
  const sets = riskSets(durations);
  for (const set of sets) {
    if (set.atRisk === 0) continue;
    if (set.event > 0) {
      share += (free * set.event) / set.atRisk;
      points.push({ days: set.days, share });
    }
    free *= (set.atRisk - set.event - set.competing) / set.atRisk;
    events += set.event;
    competing += set.competing;
    last = set.days;
    unresolved = set.atRisk > set.event + set.competing;
  }
  const sample = sets[0]?.atRisk ?? 0;
  return { points, sample, events, competing, knownUntil: sample > 0 && !unresolved ? Infinity : last };
}

/** Days at which the incidence reaches p: the smallest t with F(t) ≥ p, or null where it doesn't. */
export function incidenceQuantile(curve: IncidenceCurve, p: number): number | null {
  return curve.points.find((point) => point.share >= p - CURVE_TOLERANCE)?.days ?? null;
}

/** The share that has had the event by `days`; null where the curve isn't known that far, or at all. */
export function incidenceAt(curve: IncidenceCurve, days: number): number | null {
  if (curve.sample === 0 || days > curve.knownUntil) return null;
  return curve.points.findLast((point) => point.days <= days)?.share ?? 0;
}
