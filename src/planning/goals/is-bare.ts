// Whether a goal is about a figure of which there has been nothing for a year: it can be set, and the one who sets it is told.
import { figuresQuery } from '../../shared/api/figures.js';
import type { Goal } from '../../shared/api/goals.js';
import { AppError } from '../../shared/errors.js';
import { addDays, addMonths } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { today, type PlanningContext } from '../planning-context.js';

/** Said beside the goal's figure. */
export const BARE = 'There has been nothing of it in the last twelve months: so nothing tells what to expect by a day, nor how it will end.';

/** Whether the goal is not over and its figure had no value, or nothing but 0, in the last twelve months. */
export async function isBare(context: PlanningContext, workspace: Workspace, { kpi, where, to }: Pick<Goal, 'kpi' | 'where' | 'to'>): Promise<boolean> {
  const now = today(context, workspace);
  if (to <= now) return false;
  try {
    const { rows } = await context.analytics.figures(workspace, figuresQuery.parse({ from: addMonths(now, -12), to: addDays(now, 1), kpis: [kpi], where, intervals: 'exact' }));
    return rows.every(({ value }) => value === null || Number(value) === 0);
  } catch (error) {
    // What a figure lacks to be reckoned is its pacing's to say.
    if (!(error instanceof AppError)) throw error;
    return false;
  }
}
