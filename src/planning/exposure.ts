// A conversion rate from a cohort that is not all through yet: those still open count as far as the time that
// converting takes has run for them, so that a young cohort neither drags the rate down nor is thrown away.
import { aalenJohansen, type IncidenceCurve } from '../analytics/statistics/aalen-johansen.js';
import type { Duration } from '../analytics/statistics/durations.js';
import { wilson } from '../analytics/statistics/wilson.js';
import type { StageAges } from './stage-ages.js';

export interface ExposedRate {
  /** Those who converted. */
  readonly events: number;
  /** Those resolved, plus the open by the share of all conversions that come by their age. At least `events`. */
  readonly exposure: number;
  /** All who entered, and those still open among them. */
  readonly sample: number;
  readonly open: number;
  /** events ÷ exposure; null without exposure. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Days by which half of all who convert have; null without conversions. */
  readonly medianDays: number | null;
  /** Share of all conversions that come by an age in days: 0 to 1. */
  readonly timing: (age: number) => number;
}

const total = (ages: ReadonlyMap<number, number>): number => [...ages.values()].reduce((sum, n) => sum + n, 0);

export function incidenceOf({ converted, exited, open }: StageAges): IncidenceCurve {
  const list = (ages: ReadonlyMap<number, number>, state: Duration['state']): Duration[] => [...ages].map(([days, count]) => ({ days, state, count }));
  return aalenJohansen([...list(converted, 'event'), ...list(exited, 'competing'), ...list(open, 'censored')]);
}

/** F(age) ÷ F(longest seen), from the incidence of converting with exits competing. */
function timingOf(curve: IncidenceCurve): (age: number) => number {
  const end = curve.points.at(-1)?.share ?? 0;
  const days = curve.points.map((point) => point.days);
  return (age) => {
    if (end === 0) return 1;
    // The last point at or before the age.
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle] ?? Infinity) <= age) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : (curve.points[low - 1]?.share ?? 0) / end;
  };
}

/**
 * Conversions over exposure. An open member of age a counts G(a), the share of eventual conversions that have come by then: to first
 * order the maximum of the likelihood of a cure model whose timing G is known.
 * @param timing whose timing to take; a thin group borrows that of all
 * @see Maller, R. A. & Zhou, X. (1996), Survival Analysis with Long-Term Survivors; Kalbfleisch & Prentice (2002), chapter 8
 */
export function exposedRate(ages: StageAges, timing?: ExposedRate['timing']): ExposedRate {
  const curve = incidenceOf(ages);
  const by = timing ?? timingOf(curve);
  const [events, exits, open] = [total(ages.converted), total(ages.exited), total(ages.open)];
  const part = [...ages.open].reduce((sum, [age, n]) => sum + n * by(age), 0);
  const exposure = events + exits + part;
  const bounds = exposure > 0 ? wilson(events, exposure) : null;
  const half = (curve.points.at(-1)?.share ?? 0) / 2;
  return {
    events, exposure, open, sample: events + exits + open,
    rate: exposure > 0 ? events / exposure : null,
    low: bounds?.low ?? null, high: bounds?.high ?? null,
    medianDays: curve.points.find((point) => point.share >= half - 1e-12)?.days ?? null,
    timing: by,
  };
}
