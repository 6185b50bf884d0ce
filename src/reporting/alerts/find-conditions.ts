// What is worth an alert now: goals that are off, figures out of their usual range, data that stopped coming in.
import type { AlertReason } from '../../shared/api/reporting.js';
import { dayOf } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { goalOf } from '../goal-in-mail.js';
import { pageLinks } from '../page-links.js';
import type { ReportingContext } from '../reporting-context.js';
import { screenFigures } from '../screen-figures.js';

export interface Condition {
  readonly kind: AlertReason['about'];
  readonly subject: string;
  readonly reason: AlertReason;
  /** Raises an alert; otherwise it is not bad enough for one, and not good enough to end one that is open. */
  readonly raises: boolean;
}

/** A figure that is this surprising on its own is not back in its usual range, though it would raise no alert. */
const STILL_OUT = 0.05;

/**
 * Conditions that raise an alert or keep one open; an open alert with none of them is over. What raises is stricter
 * than what keeps open, so that a goal or figure at the edge does not raise one alert after another.
 *
 * - goal: raised when off track, over when on track, reached, or its period has ended
 * - figure: raised when unusual beside all that were looked at (false discovery rate 5 %), over when p > 0.05 on its own
 * - data: raised and over as freshness has it
 */
export async function findConditions({ analytics, planning, mail, now }: ReportingContext, workspace: Workspace): Promise<{ conditions: Condition[]; screened: number }> {
  const today = dayOf(now(), workspace.settings.timeZone);
  const { goals } = await planning.pacing(workspace);
  const screened = await screenFigures(analytics, workspace, today);
  const { sources } = await analytics.freshness(workspace);
  const links = pageLinks(mail.publicUrl);
  return {
    screened: screened.length,
    conditions: [
      ...goals.filter(({ status }) => status === 'off' || status === 'atRisk').map((pacing): Condition => {
        const { link: _, ...goal } = goalOf(pacing, links);
        return { kind: 'goal', subject: goal.id, reason: { about: 'goal', goal }, raises: pacing.status === 'off' };
      }),
      ...screened.filter((figure) => figure.unusual || figure.pValue < STILL_OUT).map((figure): Condition => ({
        // Too many and too few are two things.
        kind: 'figure', subject: JSON.stringify([figure.kpi, figure.channelGroup, figure.value > figure.usual ? 'above' : 'below']), reason: { about: 'figure', figure }, raises: figure.unusual,
      })),
      ...sources.filter(({ stale }) => stale).map(({ source, kind, lastDay, ageDays, everyDays }): Condition => ({
        kind: 'data', subject: JSON.stringify([source, kind]), reason: { about: 'data', source: { source, kind, lastDay, ageDays, everyDays } }, raises: true,
      })),
    ],
  };
}
