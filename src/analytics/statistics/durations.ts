// Durations as curves over time take them: how long, what ended them, how many alike. Sorts and groups
// them; the estimators do the rest.

/**
 * - event: it happened after `days`
 * - competing: something happened that rules the event out (lost, disqualified)
 * - censored: nothing yet; all that is known is that it took longer than `days`
 */
export type DurationState = 'event' | 'competing' | 'censored';

export interface Duration {
  /** Elapsed time in days, 0 or more; fractions are kept. */
  readonly days: number;
  readonly state: DurationState;
  /** How many such cases; default 1. */
  readonly count?: number;
}

/** What happened at one time, and how many were still under observation just before. */
export interface RiskSet {
  readonly days: number;
  readonly atRisk: number;
  readonly event: number;
  readonly competing: number;
  readonly censored: number;
}

/** Tolerance with which a step curve, a product of many factors, is compared with a probability. */
export const CURVE_TOLERANCE = 1e-12;

/**
 * One risk set per distinct time, ascending. Cases censored at a time are at risk at that time: events come before censoring at ties.
 * @throws RangeError on a negative or endless time, or a count that is no whole number
 */
export function riskSets(durations: readonly Duration[]): RiskSet[] {
  const byDays = new Map<number, Record<DurationState, number>>();
  let atRisk = 0;
  for (const { days, state, count = 1 } of durations) {
    if (!(days >= 0 && Number.isFinite(days))) throw new RangeError(`${days} is no duration`);
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is no count`);
    let at = byDays.get(days);
    if (at === undefined) byDays.set(days, (at = { event: 0, competing: 0, censored: 0 }));
    at[state] += count;
    atRisk += count;
  }
  const sets: RiskSet[] = [];
  for (const [days, at] of [...byDays].sort(([a], [b]) => a - b)) {
    sets.push({ days, atRisk, ...at });
    atRisk -= at.event + at.competing + at.censored;
  }
  return sets;
}
