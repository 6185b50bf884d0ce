// What cohorts say and when: the share converted within so many days, and whether every member is old enough to tell.
import type { FigureRow } from '../../shared/api/figures.js';
import { addDays, addMonths, dayOf, startOf, type DayRange } from '../../shared/period.js';

type Curve = NonNullable<FigureRow['incidence']>['curve'];

/** Columns of a cohort table, in days since entry: days at which the server's curves are exact. */
export const COHORT_DAYS = [7, 14, 30, 60, 90, 120, 180, 270, 365] as const;

/** Share that had converted by a day: the curve steps up at its points and stays between them. */
export const shareAt = (curve: Curve, day: number): number => curve.findLast((p) => p.day <= day)?.share ?? 0;

/** The same, or null where nobody has been seen that long: `seen` is days since the first entrant's, and the server's own shares say where the curve ends. */
export function knownShareAt(incidence: NonNullable<FigureRow['incidence']>, day: number, seen: number): number | null {
  const ends = ([[30, incidence.at30], [90, incidence.at90], [180, incidence.at180]] as const).some(([mark, share]) => mark <= day && share === null);
  return ends || day > seen ? null : shareAt(incidence.curve, day);
}

/** Whether the youngest member of a cohort has been seen for so many days. `asOf` is an instant, `cohort` half-open in days of the zone. */
export const isMature = (cohort: DayRange, days: number, asOf: string, timeZone: string): boolean => addDays(cohort.to, days) <= dayOf(asOf, timeZone);

/** Cohorts worth comparing: months of the period, at least twelve back from its end, none before the data begin. */
export function cohortRange(period: DayRange, extent: DayRange | null): DayRange {
  const twelve = addMonths(startOf('month', addDays(period.to, -1)), -11);
  const asked = startOf('month', period.from);
  const from = asked < twelve ? asked : twelve;
  const first = extent === null ? from : startOf('month', extent.from);
  return { from: from < first && first < period.to ? first : from, to: period.to };
}

export interface StagePath {
  readonly from: string;
  readonly to: string;
}

/** Two stages of the workspace, the earlier first. What the address says wrongly, or nothing, gives lead → SQL, else first → last. */
export function stagePath(stages: readonly string[], path: string | undefined): StagePath | undefined {
  for (const text of [path ?? '', 'lead:sql', `${stages[0] ?? ''}:${stages.at(-1) ?? ''}`]) {
    const [from, to] = text.split(':');
    if (from === undefined || to === undefined || !stages.includes(from)) continue;
    if (stages.indexOf(to) > stages.indexOf(from)) return { from, to };
  }
  return undefined;
}
