// From ages at which cases ended to the chance that an open case of some age is won within some days: discrete daily
// hazards of winning and of leaving, piecewise constant in age, uncertain by their beta posteriors: on a day a case ends or not.
import type { StageAges } from '../stage-ages.js';
import type { Draws } from '../draws.js';

/** First day of each span of age; the last has no end. */
const SPANS = [0, 1, 2, 4, 7, 11, 16, 22, 30, 40, 55, 75, 100, 140, 200, 300, 450] as const;
/** Days of one's own that the pooled hazard weighs in each span of a thin class. */
const POOLED_DAYS = 60;

export interface SpanCounts {
  /** Days at risk, wins and exits, by span. */
  readonly days: Float64Array;
  readonly wins: Float64Array;
  readonly exits: Float64Array;
}

const spanOf = (age: number): number => {
  let span = SPANS.length - 1;
  while (span > 0 && (SPANS[span] ?? 0) > age) span -= 1;
  return span;
};

/** A case that ends at age t was at risk on days 0 to t; one that is open at age t on days 0 to t − 1, today being under way. */
export function countSpans({ converted, exited, open }: StageAges): SpanCounts {
  const counts: SpanCounts = { days: new Float64Array(SPANS.length), wins: new Float64Array(SPANS.length), exits: new Float64Array(SPANS.length) };
  const atRisk = (days: number, n: number): void => {
    SPANS.forEach((first, i) => {
      const end = SPANS[i + 1] ?? Infinity;
      counts.days[i] = (counts.days[i] ?? 0) + n * Math.max(0, Math.min(days, end) - first);
    });
  };
  for (const [age, n] of converted) {
    atRisk(age + 1, n);
    const span = spanOf(age);
    counts.wins[span] = (counts.wins[span] ?? 0) + n;
  }
  for (const [age, n] of exited) {
    atRisk(age + 1, n);
    const span = spanOf(age);
    counts.exits[span] = (counts.exits[span] ?? 0) + n;
  }
  for (const [age, n] of open) atRisk(age, n);
  return counts;
}

export interface WinCurve {
  /** Chance that a case open at an age (days) is won within so many days from then on. */
  within(age: number, days: number): number;
}

/**
 * One draw of the curve up to a longest age. Hazards of a thin class lean on those of all.
 * @param all of all classes together
 */
export function drawCurve(own: SpanCounts, all: SpanCounts, longest: number, random: Draws): WinCurve {
  const hazard = (events: Float64Array, allEvents: Float64Array, span: number): number => {
    const pooled = ((allEvents[span] ?? 0) + 0.5) / ((all.days[span] ?? 0) + POOLED_DAYS);
    const [days, ends] = [(own.days[span] ?? 0) + POOLED_DAYS, (events[span] ?? 0) + pooled * POOLED_DAYS];
    return random.beta(ends, Math.max(0, days - ends));
  };
  const [won, gone] = [new Float64Array(longest + 2), new Float64Array(longest + 2)];
  let [free, share, span, win, exit] = [1, 0, -1, 0, 0];
  for (let age = 0; age <= longest; age += 1) {
    won[age] = share;
    gone[age] = free;
    if (age >= (SPANS[span + 1] ?? Infinity)) {
      span += 1;
      win = hazard(own.wins, all.wins, span);
      exit = Math.min(1 - win, hazard(own.exits, all.exits, span));
    }
    share += free * win;
    free *= 1 - win - exit;
  }
  won[longest + 1] = share;
  gone[longest + 1] = free;
  return {
    within(age, days) {
      const [from, to] = [Math.min(age, longest + 1), Math.min(age + days, longest + 1)];
      const left = gone[from] ?? 0;
      return left <= 1e-12 ? 0 : Math.min(1, ((won[to] ?? 0) - (won[from] ?? 0)) / left);
    },
  };
}
