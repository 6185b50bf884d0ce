// Which goals are about what is shown: those of the same KPI and the same conditions, and of them the one for the days in view.
import type { GoalDocument } from '../../shared/api/goals.js';
import { addDays, daysBetween, type DayRange } from '../../shared/period.js';
import type { Filter } from '../view/view-state.js';

type Aim = Pick<GoalDocument, 'kpi' | 'where' | 'from' | 'to'>;

const conditions = (filters: readonly Filter[]): string =>
  JSON.stringify(filters.map((f) => [f.dimension, [...f.values].sort()]).sort((a, b) => String(a[0]).localeCompare(String(b[0]))));

/** Goals of a KPI under exactly these conditions, in any order of writing. */
export const goalsOf = <G extends Aim>(goals: readonly G[], kpi: string, where: readonly Filter[]): G[] => goals.filter((g) => g.kpi === kpi && conditions(g.where) === conditions(where));

/** The goal whose period holds the last day of the range; of several the shortest. */
export function coveringGoal<G extends Aim>(goals: readonly G[], { to }: DayRange): G | undefined {
  const last = addDays(to, -1);
  return goals.filter((g) => g.from <= last && last < g.to).sort((a, b) => daysBetween(a.from, a.to) - daysBetween(b.from, b.to))[0];
}

/**
 * What each step needs for its goal: of a sum that grows over the period an even part by calendar days, of anything else the target itself.
 * Null where no goal covers the whole step; of several the shortest.
 */
export function goalLine(steps: readonly DayRange[], goals: readonly (Aim & Pick<GoalDocument, 'target'>)[], grows: boolean): (number | null)[] {
  return steps.map((step) => {
    const goal = goals.filter((g) => g.from <= step.from && step.to <= g.to).sort((a, b) => daysBetween(a.from, a.to) - daysBetween(b.from, b.to))[0];
    if (!goal) return null;
    const target = Number(goal.target);
    return grows ? (target * daysBetween(step.from, step.to)) / daysBetween(goal.from, goal.to) : target;
  });
}
