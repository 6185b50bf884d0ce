// How much of a period's total is usually there after some of its business days: this workspace's own curve within the month or
// quarter, from earlier periods; business days alone where there are too few of them.
import type { DayCount } from '../forecast/day-weights.js';
import type { DayRange } from '../../shared/period.js';

/** Earlier periods with anything in them that a curve takes. */
const FEWEST_PERIODS = 3;

export interface ExpectedShare {
  readonly share: number;
  readonly curve: 'own' | 'businessDays';
  readonly periods: number;
}

/** Share of a period's total that had come when so much of its business days were over; null where nothing came at all. */
function shareThen(days: readonly DayCount[], gone: number): number | null {
  const total = days.reduce((sum, d) => sum + d.value, 0);
  const working = days.filter((d) => d.business).length;
  if (total <= 0 || working === 0) return null;
  // Between two business days the curve is a straight line, so that months of different length can be compared.
  const exact = gone * working;
  let [seen, sum] = [0, 0];
  for (const day of days) {
    if (day.business) {
      const part = Math.min(1, Math.max(0, exact - seen));
      if (part < 1) return (sum + day.value * part) / total;
      seen += 1;
    }
    sum += day.value;
  }
  return sum / total;
}

/**
 * @param gone share of the period's business days that is over, 0 to 1
 * @param periods earlier periods, with the days of all of them
 */
export function expectedShare(gone: number, periods: readonly DayRange[], days: readonly DayCount[]): ExpectedShare {
  const shares = periods.flatMap((period) => shareThen(days.filter((d) => d.day >= period.from && d.day < period.to), gone) ?? []);
  if (shares.length < FEWEST_PERIODS) return { share: gone, curve: 'businessDays', periods: shares.length };
  return { share: gone >= 1 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length, curve: 'own', periods: shares.length };
}
