// Looks over counts of the last seven days, in total and by channel group, for those out of their usual range.
import type { Analytics } from '../analytics/analytics.js';
import { businessDays } from '../analytics/business-days.js';
import { benjaminiHochberg } from '../analytics/statistics/benjamini-hochberg.js';
import { figuresQuery } from '../shared/api/figures.js';
import type { ScreenedFigure } from '../shared/api/reporting.js';
import { addDays, daysBetween } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { judgeWeek } from './judge-week.js';

/** Counts whose days add up to a week; those that the workspace has are screened. */
const SCREENED = ['visits', 'inquiries', 'leads', 'mqls', 'sqls', 'opportunities', 'customers'];
const WEEK = 7;
/** Weeks before the last one that the usual range is read from, and how many there must be. */
const WEEKS = { most: 12, least: 8 };
/** A mean a week below this tells too little. */
const LEAST_MEAN = 1;
/** Largest expected share of false alarms among what is reported (METRICS.md rule 8). */
const FALSE_DISCOVERY_RATE = 0.05;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * Every figure that was screened, the most surprising first; those reported are `unusual`.
 * @param completed day after the last completed one, in the workspace's zone; where the data end earlier, the seven days end with them:
 *   that data are missing is told on its own
 * @returns empty where the data reach back less than nine weeks
 */
export async function screenFigures(analytics: Pick<Analytics, 'extent' | 'catalogue' | 'figures'>, workspace: Workspace, completed: string): Promise<ScreenedFigure[]> {
  const extent = await analytics.extent(workspace);
  if (extent === null) return [];
  const dataEnd = addDays(extent.to, 1);
  const end = dataEnd < completed ? dataEnd : completed;
  const weeks = Math.min(WEEKS.most, Math.floor(daysBetween(extent.from, end) / WEEK) - 1);
  if (weeks < WEEKS.least) return [];
  const known = (await analytics.catalogue(workspace)).kpis.filter((kpi) => SCREENED.includes(kpi.id));
  const from = addDays(end, -WEEK * (weeks + 1));
  const { rows, totals = [] } = await analytics.figures(workspace, figuresQuery.parse({ kpis: known.map((kpi) => kpi.id), from, to: end, by: ['channel_group'], every: 'day', intervals: 'exact' }));
  const { country, region } = workspace.settings;
  const working = new Set(businessDays({ from, to: end, country, region }));
  const workingDays = Array.from({ length: weeks + 1 }, (_, week) => Array.from({ length: WEEK }, (_, day) => addDays(from, week * WEEK + day)).filter((day) => working.has(day)).length);
  const weekdays = new Set(businessDays({ from: addDays(end, -WEEK), to: end, country: '', region: '' }));
  const holidays = [...weekdays].filter((day) => !working.has(day)).length;
  const none = (): number[] => new Array<number>(weeks + 1).fill(0);
  const series = new Map<string, { kpi: string; group: string | null; working: number[]; off: number[] }>();
  for (const row of [...totals, ...rows]) {
    if (row.period === undefined || row.status === 'unsplittable') continue;
    const group = row.dims?.['channel_group'] ?? null;
    const key = JSON.stringify([row.kpi, group]);
    const one = series.get(key) ?? { kpi: row.kpi, group, working: none(), off: none() };
    const week = Math.floor(daysBetween(from, row.period.from) / WEEK);
    const kind = working.has(row.period.from) ? one.working : one.off;
    kind[week] = (kind[week] ?? 0) + Number(row.value ?? 0);
    series.set(key, one);
  }
  const judged = [...series.values()].flatMap(({ kpi, group, ...of }) => {
    const earlier = [...of.working.slice(0, weeks), ...of.off.slice(0, weeks)];
    const value = (of.working[weeks] ?? 0) + (of.off[weeks] ?? 0);
    return sumOf(earlier) / weeks < LEAST_MEAN ? [] : [{ kpi, group, value, usual: judgeWeek({ ...of, workingDays }) }];
  });
  const { adjusted, discoveries } = benjaminiHochberg(judged.map((one) => one.usual.pValue), FALSE_DISCOVERY_RATE);
  return judged
    .map(({ kpi, group, value, usual }, i): ScreenedFigure => ({
      kpi, label: known.find((one) => one.id === kpi)?.label ?? kpi, channelGroup: group, from: addDays(end, -WEEK), to: end, value,
      usual: usual.mean, low: usual.low, high: usual.high, weeks, holidays, pValue: usual.pValue, adjusted: adjusted[i] ?? 1, unusual: discoveries[i] ?? false,
    }))
    .sort((a, b) => a.pValue - b.pValue);
}
