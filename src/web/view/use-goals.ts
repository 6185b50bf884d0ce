// The goals that are about the KPIs in view, and how they stand. How they stand is asked only where there are any.
import { useQuery } from '@tanstack/react-query';
import type { GoalDocument } from '../../shared/api/goals.js';
import type { PacingDocument } from '../../shared/api/pacing.js';
import { coveringGoal, goalsOf } from '../analysis/goal-cover.js';
import { goalsQuery, pacingQuery } from '../api/queries.js';
import { useView } from './use-view.js';

export interface Aim {
  readonly goal: GoalDocument;
  readonly pacing: PacingDocument | undefined;
}

/** By KPI; one without a goal for the days in view is not in it. Goals count activities: on the cohort basis there are none. */
export function useGoals(kpis: readonly string[], { refetchEvery }: { refetchEvery?: number } = {}): ReadonlyMap<string, Aim> {
  const { period, where, basis } = useView();
  const again = refetchEvery === undefined ? {} : { refetchInterval: refetchEvery };
  const { data } = useQuery({ ...goalsQuery, ...again });
  const found = kpis.flatMap((id) => {
    const goal = basis === 'activity' ? coveringGoal(goalsOf(data?.goals ?? [], id, where), period) : undefined;
    return goal ? [[id, goal] as const] : [];
  });
  const pacing = useQuery({ ...pacingQuery, ...again, enabled: found.length > 0 });
  return new Map(found.map(([id, goal]) => [id, { goal, pacing: pacing.data?.goals.find((p) => p.goal === goal.id) }]));
}
