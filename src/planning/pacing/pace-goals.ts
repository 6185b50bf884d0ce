// How goals stand: so far, expected by then, likely at the end, and why. For one goal or all of them.
import { businessDays, completedBefore } from '../../analytics/business-days.js';
import { figuresQuery, type FigureRow } from '../../shared/api/figures.js';
import type { PacingDocument, PacingList } from '../../shared/api/pacing.js';
import { AppError } from '../../shared/errors.js';
import { growsByDay } from '../../shared/grows-by-day.js';
import { addDays, dayOf, previousRange, startOfDay, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { forecastAsks, forecastKpi } from '../forecast/forecast-kpi.js';
import { openPast, type Past, type PastAsk } from '../forecast/past.js';
import { kpiOfGoal } from '../goals/check-goal.js';
import { readGoals, readVersions, type GoalRow } from '../goals/goal-records.js';
import { findGoal } from '../goals/goals.js';
import { currencyOf, type PlanningContext } from '../planning-context.js';
import { expectedShare, positionIn } from './expected-share.js';
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

/** A day in a reason. */
const LAST_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const number = (of: string | number | null | undefined): number | null => (of === null || of === undefined ? null : Number(of));

async function paceGoal(context: PlanningContext, workspace: Workspace, row: GoalRow, figure: FigureRow | undefined, past: Past, asOf: string): Promise<PacingDocument> {
  const { goal } = row;
  const kpi = kpiOfGoal(await context.analytics.catalogue(workspace), goal.kpi);
  const { country, region, timeZone } = workspace.settings;
  const now = dayOf(asOf, timeZone);
  const [period, where, target] = [{ from: goal.from, to: goal.to }, goal.where, Number(goal.target)];
  const [begun, over] = [now >= period.from, now >= period.to];
  const running = begun && !over;
  const complete = completedBefore({ ...period, asOf, timeZone });
  const business = businessDays({ ...period, country, region });
  const done = business.filter((day) => day < complete.to).length;
  const accrues = growsByDay(kpi);

  const until = !begun || !accrues ? null : complete.to;
  // On the first day nothing can be said of days that are over.
  const value = until === period.from ? (kpi.unit === 'money' ? (0).toFixed(currencyOf(workspace).digits) : 0) : (figure?.value ?? null);

  const periods = accrues && running ? earlierPeriods(period) : [];
  const [first, last] = [periods[0], periods.at(-1)];
  const days = first !== undefined && last !== undefined ? await past.daily(goal.kpi, where, { from: first.from, to: last.to }) : [];
  const share = accrues && begun ? expectedShare(positionIn(period, complete.to, business), periods, days) : null;
  const outcome = accrues && running ? await forecastKpi(context, workspace, { kpi, period, where, asOf }, past) : null;
  const forecast = outcome === null || 'refused' in outcome ? null : {
    p10: outcome.p10, p50: outcome.p50, p90: outcome.p90, mean: outcome.mean, probability: goal.direction === 'atLeast' ? outcome.atLeast(target) : outcome.atMost(target),
  };
  const drivers = running ? await findDrivers(past, workspace, goal.kpi, { period, where }) : [];
  const { currency } = currencyOf(workspace);
  const expected = !begun ? null : !accrues ? target : share === null ? null : target * share.share;
  const noForecast = outcome !== null && 'refused' in outcome ? { reason: outcome.refused, enough: outcome.enough } : null;
  const { status, reason } = judge({
    value: number(value), target, atMost: goal.direction === 'atMost', begun, over, expected, forecast, accrues, drivers, lastDay: until === null || until === period.from ? null : LAST_DAY.format(new Date(`${addDays(until, -1)}T00:00:00Z`)),
    low: accrues ? null : number(figure?.low), high: accrues ? null : number(figure?.high), noForecast: noForecast?.reason ?? null, write: writer(kpi.unit, currency),
  });
  return {
    goal: goal.id, name: goal.name, owner: goal.owner, parent: goal.parent, kpi: goal.kpi, where, unit: kpi.unit, currency, ...period, asOf: new Date(asOf).toISOString(), direction: goal.direction, target: goal.target,
    targets: await targetsOf(context, workspace, row), value, valueUntil: until, businessDays: business.length, completedBusinessDays: done,
    expected: expected !== null && kpi.unit === 'money' ? expected.toFixed(2) : expected, expectedShare: share?.share ?? null, curve: share?.curve ?? null, curvePeriods: share?.periods ?? 0,
    forecast, noForecast, status, reason, drivers,
  };
}

/** What the goals will ask of the past: those that run and grow by day. */
async function asksOf({ analytics }: PlanningContext, workspace: Workspace, rows: readonly GoalRow[], asOf: string): Promise<PastAsk[]> {
  const catalogue = await analytics.catalogue(workspace);
  const now = dayOf(asOf, workspace.settings.timeZone);
  return rows.flatMap(({ goal: { kpi: id, where, from, to } }) => {
    const kpi = kpiOfGoal(catalogue, id);
    if (now < from || now >= to || !growsByDay(kpi)) return [];
    const earliest = earlierPeriods({ from, to })[0]?.from ?? from;
    return [{ kpi: id, where, from: earliest }, ...forecastAsks(workspace, { kpi, where, period: { from, to }, asOf })];
  });
}

/**
 * What each goal that has begun has come to, by its id: one question for all of the same days and filters. A sum by the end of its last
 * day that is over, since what is expected of it counts whole days; a rate or a stock as of now.
 */
async function figuresOf({ analytics }: PlanningContext, workspace: Workspace, rows: readonly GoalRow[], asOf: string): Promise<Map<string, FigureRow>> {
  const catalogue = await analytics.catalogue(workspace);
  const now = dayOf(asOf, workspace.settings.timeZone);
  const alike = new Map<string, { to: string; goals: GoalRow['goal'][] }>();
  for (const { goal } of rows.filter((row) => row.goal.from <= now)) {
    const sum = growsByDay(kpiOfGoal(catalogue, goal.kpi));
    const to = sum && goal.to > now ? now : goal.to;
    if (goal.from >= to) continue;
    // A sum has its forecast, so that no interval of its value is asked for.
    const key = JSON.stringify([goal.from, to, goal.where, sum ? 'exact' : 'all']);
    alike.set(key, { to, goals: [...(alike.get(key)?.goals ?? []), goal] });
  }
  const found = new Map<string, FigureRow>();
  for (const { to, goals } of alike.values()) {
    const [first] = goals;
    if (first === undefined) continue;
    const intervals = growsByDay(kpiOfGoal(catalogue, first.kpi)) ? 'exact' : 'all';
    const { rows: figures } = await analytics.figures(workspace, figuresQuery.parse({ from: first.from, to, kpis: [...new Set(goals.map((goal) => goal.kpi))], where: first.where, asOf, intervals }));
    for (const goal of goals) {
      const figure = figures.find((row) => row.kpi === goal.kpi);
      if (figure !== undefined) found.set(goal.id, figure);
    }
  }
  return found;
}

async function paceRows(context: PlanningContext, workspace: Workspace, rows: readonly GoalRow[]): Promise<PacingDocument[]> {
  const asOf = context.now();
  const past = openPast(context, workspace, asOf, await asksOf(context, workspace, rows, asOf));
  const figures = await figuresOf(context, workspace, rows, asOf);
  const goals: PacingDocument[] = [];
  for (const row of rows) goals.push(await paceGoal(context, workspace, row, figures.get(row.goal.id), past, asOf));
  return goals;
}

/** All goals at one instant: what several of them ask is read once. */
export const paceGoals = async (context: PlanningContext, workspace: Workspace): Promise<PacingList> => ({ goals: await paceRows(context, workspace, await readGoals(context.records, workspace.id)) });

/** @throws AppError not_found */
export async function paceOneGoal(context: PlanningContext, workspace: Workspace, id: string): Promise<PacingDocument> {
  const row = await findGoal(context, workspace, id);
  const [goal] = await paceRows(context, workspace, [row]);
  if (goal === undefined) throw new AppError('not_found', { what: 'goal', id });
  return goal;
}
