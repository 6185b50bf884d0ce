// How much of a period's total is usually there after some of its business days: this workspace's own curve within the month or
// quarter, from earlier periods; business days alone where there are too few of them.
import type { DayCount } from '../forecast/day-weights.js';
import { addDays, daysBetween, type DayRange } from '../../shared/period.js';

/** Earlier periods with anything in them that a curve takes. */
const FEWEST_PERIODS = 3;

export interface ExpectedShare {
  readonly share: number;
  readonly curve: 'own' | 'businessDays';
  readonly periods: number;
}

/** How far a period has come. */
export interface Position {
  /** Share of its business days that is over, 0 to 1. */
  readonly gone: number;
  /** Share that is over of the days off which follow the last of those; 1 where none are to come before the next. */
  readonly rest: number;
}

/** Two shares of business days are the same place, but for floating point. */
const SAME = 1e-9;

/** @param until the first day that is not over @param business the period's business days, ascending */
export function positionIn(period: DayRange, until: string, business: readonly string[]): Position {
  const done = business.filter((day) => day < until);
  const [last, next] = [done.at(-1), business[done.length]];
  const [begins, ends] = [last === undefined ? period.from : addDays(last, 1), next ?? period.to];
  const off = daysBetween(begins, ends);
  const gone = business.length === 0 ? daysBetween(period.from, until) / daysBetween(period.from, period.to) : done.length / business.length;
  return { gone, rest: off <= 0 ? 1 : daysBetween(begins, until) / off };
}

/** Share of a period's total that had come when it was so far; null where nothing came at all. */
function shareThen(days: readonly DayCount[], { gone, rest }: Position): number | null {
  const total = days.reduce((sum, d) => sum + d.value, 0);
  const working = days.filter((d) => d.business).length;
  if (total <= 0 || working === 0) return null;
  // Between two business days the curve is a straight line, so that months of different length can be compared.
  const exact = gone * working;
  let [seen, sum] = [0, 0];
  for (const day of days) {
    if (day.business) {
      const part = Math.min(1, Math.max(0, exact - seen));
      if (part < 1 - SAME) return (sum + day.value * part) / total;
      seen += 1;
      sum += day.value;
    } else sum += day.value * (Math.abs(exact - seen) < SAME ? rest : 1);
  }
  return sum / total;
}

/**
 * @param now how far the period is
 * @param periods earlier periods, with the days of all of them
 */
export function expectedShare(now: Position, periods: readonly DayRange[], days: readonly DayCount[]): ExpectedShare {
  const shares = periods.flatMap((period) => shareThen(days.filter((d) => d.day >= period.from && d.day < period.to), now) ?? []);
  if (shares.length < FEWEST_PERIODS) return { share: now.gone, curve: 'businessDays', periods: shares.length };
  return { share: now.gone >= 1 && now.rest >= 1 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length, curve: 'own', periods: shares.length };
}
