// How much of a week comes on which of its days, and on public holidays: learnt from all of the history, so that a level can be
// followed from day to day without weekends looking like turns.

export interface DayCount {
  readonly day: string;
  readonly value: number;
  readonly business: boolean;
}
export type CalendarDay = Omit<DayCount, 'value'>;

/** A kind of day is believed as the other business days, or days off, until it has brought so many of its own. */
const POOLED = 20;
const KINDS = 8;
const HOLIDAY = 7;

/** Monday to Sunday 0 to 6; a day off from Monday to Friday is a holiday. */
function kindOf({ day, business }: CalendarDay): number {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return weekday < 5 && !business ? HOLIDAY : weekday;
}

const mean = (days: readonly DayCount[]): number => (days.length === 0 ? 0 : days.reduce((sum, d) => sum + d.value, 0) / days.length);

/**
 * Weight of each kind of day; 1 is the mean day of the history.
 * @param step what one case adds: 1 for counts, an amount for money
 */
export function dayWeights(history: readonly DayCount[], step: number): (day: CalendarDay) => number {
  const all = mean(history);
  if (all === 0) return () => 1;
  const [on, off] = [mean(history.filter((d) => d.business)), mean(history.filter((d) => !d.business))];
  const [days, sums] = [new Float64Array(KINDS), new Float64Array(KINDS)];
  for (const day of history) {
    const kind = kindOf(day);
    days[kind] = (days[kind] ?? 0) + 1;
    sums[kind] = (sums[kind] ?? 0) + day.value / step;
  }
  const weightOf = (day: CalendarDay): number => {
    const kind = kindOf(day);
    const usual = (day.business ? on : off) / all;
    // The mean of a gamma posterior around what is usual for such days.
    return (usual * POOLED + (sums[kind] ?? 0)) / (POOLED + ((days[kind] ?? 0) * all) / step);
  };
  return weightOf;
}
