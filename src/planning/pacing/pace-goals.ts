// How goals stand: so far, expected by now, likely at the end, and why. For one goal or all of them.
import { businessDays, completedBefore } from '../../analytics/business-days.js';
import { figuresQuery } from '../../shared/api/figures.js';
import type { PacingDocument, PacingList } from '../../shared/api/pacing.js';
import { growsByDay } from '../../shared/grows-by-day.js';
import { previousRange, startOfDay, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { dailyValues, forecastKpi } from '../forecast/forecast-kpi.js';
import { kpiOfGoal } from '../goals/check-goal.js';
import { readGoals, readVersions, type GoalRow } from '../goals/goal-records.js';
import { findGoal } from '../goals/goals.js';
import { currencyOf, today, type PlanningContext } from '../planning-context.js';
import { expectedShare } from './expected-share.js';
import { findDrivers } from './find-drivers.js';
import { judge } from './judge.js';

/** Earlier periods that a curve is learnt from. */
const EARLIER = 8;

function earlierPeriods(period: DayRange): DayRange[] {
  const found: DayRange[] = [];
  for (let one = previousRange(period); found.length < EARLIER; one = previousRange(one)) found.push(one);
  return found.reverse();
}

function writer(unit: PacingDocument['unit'], currency: string): (value: number) => string {
  const [rounded, fine] = [0, 2].map((digits) => new Intl.NumberFormat('en', { maximumFractionDigits: digits }));
  if (unit === 'rate') return (value) => `${fine?.format(value * 100) ?? ''} %`;
  if (unit === 'money') return (value) => `${rounded?.format(value) ?? ''} ${currency}`;
  return (value) => (unit === 'count' ? rounded : fine)?.format(value) ?? '';
}

/** Targets that were in force within the period, the earliest first. */
async function targetsOf({ records }: PlanningContext, workspace: Workspace, { goal }: GoalRow): Promise<PacingDocument['targets']> {
  const begin = startOfDay(goal.from, workspace.settings.timeZone);
  const versions = (await readVersions(records, workspace.id, goal.id)).flatMap((v) => (v.goal === null ? [] : [{ since: v.changedAt, target: v.goal.target, note: v.note }]));
  const changed = versions.filter((v, i) => i === 0 || v.target !== versions[i - 1]?.target);
  return changed.filter((_, i) => (changed[i + 1]?.since ?? '9999') > begin);
}

const number = (of: string | number | null | undefined): number | null => (of === null || of === undefined ? null : Number(of));

async function paceGoal(context: PlanningContext, workspace: Workspace, row: GoalRow): Promise<PacingDocument> {
  const { goal } = row;
  const { analytics } = context;
  const kpi = kpiOfGoal(await analytics.catalogue(workspace), goal.kpi);
  const { country, region, timeZone } = workspace.settings;
  const [asOf, now] = [context.now(), today(context, workspace)];
  const [period, where, target] = [{ from: goal.from, to: goal.to }, goal.where, Number(goal.target)];
  const [begun, over] = [now >= period.from, now >= period.to];
  const running = begun && !over;
  const complete = completedBefore({ ...period, asOf, timeZone });
  const all = businessDays({ ...period, country, region }).length;
  const done = complete.from < complete.to ? businessDays({ from: complete.from, to: complete.to, country, region }).length : 0;
  const accrues = growsByDay(kpi);

  const query = figuresQuery.parse({ ...period, kpis: [goal.kpi], where, asOf, intervals: accrues ? 'exact' : 'all' });
  const [figure] = begun ? (await analytics.figures(workspace, query)).rows : [];
  const value = figure?.value ?? null;

  const periods = accrues && running ? earlierPeriods(period) : [];
  const [first, last] = [periods[0], periods.at(-1)];
  const days = first !== undefined && last !== undefined ? await dailyValues(context, workspace, goal.kpi, where, { from: first.from, to: last.to }, asOf) : [];
  const share = accrues && begun ? expectedShare(all === 0 ? 1 : done / all, periods, days) : null;
  const outcome = accrues && running ? await forecastKpi(context, workspace, { kpi, period, where, asOf }) : null;
  const forecast = outcome === null || 'refused' in outcome ? null : {
    p10: outcome.p10, p50: outcome.p50, p90: outcome.p90, mean: outcome.mean, probability: goal.direction === 'atLeast' ? outcome.atLeast(target) : outcome.atMost(target),
  };
  const drivers = running ? await findDrivers(context, workspace, goal.kpi, { period, where, asOf }) : [];
  const { currency } = currencyOf(workspace);
  const expected = !begun ? null : !accrues ? target : share === null ? null : target * share.share;
  const noForecast = outcome !== null && 'refused' in outcome ? { reason: outcome.refused, enough: outcome.enough } : null;
  const { status, reason } = judge({
    value: number(value), target, atMost: goal.direction === 'atMost', begun, over, expected, forecast, accrues, drivers,
    low: accrues ? null : number(figure?.low), high: accrues ? null : number(figure?.high), noForecast: noForecast?.reason ?? null, write: writer(kpi.unit, currency),
  });
  return {
    goal: goal.id, name: goal.name, owner: goal.owner, parent: goal.parent, kpi: goal.kpi, unit: kpi.unit, currency, ...period, asOf: new Date(asOf).toISOString(), direction: goal.direction, target: goal.target,
    targets: await targetsOf(context, workspace, row), value, businessDays: all, completedBusinessDays: done,
    expected: expected !== null && kpi.unit === 'money' ? expected.toFixed(2) : expected, expectedShare: share?.share ?? null, curve: share?.curve ?? null, curvePeriods: share?.periods ?? 0,
    forecast, noForecast, status, reason, drivers,
  };
}

export async function paceGoals(context: PlanningContext, workspace: Workspace): Promise<PacingList> {
  const goals: PacingDocument[] = [];
  for (const row of await readGoals(context.records, workspace.id)) goals.push(await paceGoal(context, workspace, row));
  return { goals };
}

/** @throws AppError not_found */
export const paceOneGoal = async (context: PlanningContext, workspace: Workspace, id: string): Promise<PacingDocument> => paceGoal(context, workspace, await findGoal(context, workspace, id));
