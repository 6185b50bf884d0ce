// Goals about figures of which there has been nothing for a year: they can be set, and the one who sets them is told.
import { figuresQuery } from '../../shared/api/figures.js';
import { AppError } from '../../shared/errors.js';
import { addDays, addMonths } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { today, type PlanningContext } from '../planning-context.js';
import type { GoalRow } from './goal-records.js';

/** Said beside the goal's figure. */
export const BARE = 'There has been nothing of it in the last twelve months: so nothing tells what to expect by a day, nor how it will end.';

/** Ids of goals that are not over and whose figure had no value, or nothing but 0, in the last twelve months; one question for all of the same filters. */
export async function findBareGoals(context: PlanningContext, workspace: Workspace, rows: readonly GoalRow[]): Promise<ReadonlySet<string>> {
  const now = today(context, workspace);
  const alike = new Map<string, GoalRow['goal'][]>();
  for (const { goal } of rows.filter((row) => row.goal.to > now)) alike.set(JSON.stringify(goal.where), [...(alike.get(JSON.stringify(goal.where)) ?? []), goal]);
  const bare = new Set<string>();
  for (const goals of alike.values()) {
    const kpis = [...new Set(goals.map((goal) => goal.kpi))];
    try {
      const { rows: figures } = await context.analytics.figures(workspace, figuresQuery.parse({ from: addMonths(now, -12), to: addDays(now, 1), kpis, where: goals[0]?.where ?? [], intervals: 'exact' }));
      const empty = new Set(figures.filter((row) => row.value === null || Number(row.value) === 0).map((row) => row.kpi));
      for (const goal of goals) if (empty.has(goal.kpi)) bare.add(goal.id);
    } catch (error) {
      // What a figure lacks to be reckoned is its pacing's to say.
      if (!(error instanceof AppError)) throw error;
    }
  }
  return bare;
}
