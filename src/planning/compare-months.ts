// Two months by what a business day brought in each, stage by stage, and what one must bring for the months to come out the same.
import { businessDays, completedBefore } from '../analytics/business-days.js';
import { figuresQuery, type Figure } from '../shared/api/figures.js';
import { compareMonthsRequest, type CompareMonthsDocument, type CompareMonthsRequest } from '../shared/api/planning.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { addMonths, type DayRange } from '../shared/period.js';
import { dailyUplift } from '../shared/planning/daily-uplift.js';
import type { Workspace } from '../shared/workspace.js';
import type { PlanningContext } from './planning-context.js';

/** What the months are compared by, as far as the workspace has the stages. */
const KPIS = ['visits', 'leads', 'mqls', 'sals', 'sqls', 'opportunities', 'customers', 'revenue'] as const;

interface Month {
  readonly month: string;
  readonly range: DayRange;
  readonly completed: DayRange;
  readonly businessDays: number;
  readonly completedBusinessDays: number;
}

const perDay = (value: Figure | undefined, days: number): number | null => (value === null || value === undefined || days === 0 ? null : Number(value) / days);

/** @throws AppError invalid_input for a country or region without known holidays */
export async function compareMonths({ analytics, now }: PlanningContext, workspace: Workspace, given: CompareMonthsRequest): Promise<CompareMonthsDocument> {
  const request = parseRequest(compareMonthsRequest, given);
  const { timeZone } = workspace.settings;
  const country = (request.country ?? workspace.settings.country).toUpperCase();
  const region = request.region ?? (country === workspace.settings.country ? workspace.settings.region : '');
  const asOf = now();
  const monthOf = (month: string): Month => {
    const range = { from: `${month}-01`, to: addMonths(`${month}-01`, 1) };
    const { from, to } = completedBefore({ ...range, asOf, timeZone });
    return { month, range, completed: { from, to }, businessDays: businessDays({ ...range, country, region }).length, completedBusinessDays: from < to ? businessDays({ from, to, country, region }).length : 0 };
  };
  const [before, after] = [monthOf(request.from), monthOf(request.to)];
  const uplift = dailyUplift(before.businessDays, after.businessDays);

  const hasData = (await analytics.extent(workspace)) !== null;
  const available = new Set(hasData ? (await analytics.catalogue(workspace)).kpis.map((kpi) => kpi.id) : []);
  const kpis = KPIS.filter((kpi) => available.has(kpi));
  const valuesOf = async ({ completed }: Month): Promise<Map<string, Figure>> => {
    if (kpis.length === 0 || completed.from >= completed.to) return new Map();
    const { rows } = await analytics.figures(workspace, figuresQuery.parse({ ...completed, kpis, intervals: 'exact' }));
    return new Map(rows.map((row) => [row.kpi, row.value]));
  };
  const [was, is] = [await valuesOf(before), await valuesOf(after)];
  const shown = ({ month, businessDays: all, completedBusinessDays }: Month) => ({ month, businessDays: all, completedBusinessDays });
  return {
    country, region, from: shown(before), to: shown(after), uplift,
    stages: kpis.map((kpi) => {
      const [x, y] = [perDay(was.get(kpi), before.completedBusinessDays), perDay(is.get(kpi), after.completedBusinessDays)];
      return {
        kpi, from: { value: was.get(kpi) ?? null, perBusinessDay: x }, to: { value: is.get(kpi) ?? null, perBusinessDay: y },
        change: x === null || y === null || x === 0 ? null : y / x - 1,
      };
    }),
  };
}
