// How well forecasts would have done: made anew as from earlier instants, held against what followed and against the straight line.
import { businessDays } from '../../analytics/business-days.js';
import type { KpiEntry } from '../../shared/api/figures.js';
import { addDays, addMonths, dayOf, startOfDay, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import type { PlanningContext } from '../planning-context.js';
import { forecastKpi } from './forecast-kpi.js';
import { openPast } from './past.js';

export interface LookBack {
  readonly kpi: string;
  /** Forecasts that could be made and held against an outcome. */
  readonly made: number;
  readonly refused: number;
  /** Share of outcomes within the 80 % interval. */
  readonly coverage: number;
  /** Mean absolute errors, and mean pinball loss of the 10th, 50th and 90th percentile. */
  readonly meanError: number;
  readonly straightLineError: number;
  readonly pinball: number;
}

const pinball = (p: number, foretold: number, actual: number): number => (actual >= foretold ? p * (actual - foretold) : (1 - p) * (foretold - actual));

/**
 * Rolling origin: each period is foretold at the start of some of its days from what had happened by then. Facts that were written later
 * about what happened before (a deal's final amount) are in: read with `known at` to leave them out.
 * @param shares of the period's days gone by at each origin, e.g. 0.33 and 0.66
 */
export async function lookBack(context: PlanningContext, workspace: Workspace, kpi: KpiEntry, periods: readonly DayRange[], shares: readonly number[]): Promise<LookBack> {
  const { country, region, timeZone } = workspace.settings;
  const now = dayOf(context.now(), timeZone);
  let [made, refused, within, error, straight, loss] = [0, 0, 0, 0, 0, 0];
  for (const period of periods.filter((p) => p.to <= now)) {
    const all = (await openPast(context, workspace, context.now(), []).daily(kpi.id, [], period));
    const outcome = all.reduce((sum, d) => sum + d.value, 0);
    for (const share of shares) {
      const origin = addDays(period.from, Math.round(all.length * share));
      const forecast = await forecastKpi(context, workspace, { kpi, period, where: [], asOf: startOfDay(origin, timeZone) });
      if ('refused' in forecast) {
        refused += 1;
        continue;
      }
      const days = (range: DayRange): number => businessDays({ ...range, country, region }).length;
      const gone = days({ from: period.from, to: origin });
      made += 1;
      within += outcome >= forecast.p10 && outcome <= forecast.p90 ? 1 : 0;
      error += Math.abs(forecast.p50 - outcome);
      straight += Math.abs((gone === 0 ? 0 : (forecast.actual / gone) * days(period)) - outcome);
      loss += (pinball(0.1, forecast.p10, outcome) + pinball(0.5, forecast.p50, outcome) + pinball(0.9, forecast.p90, outcome)) / 3;
    }
  }
  return { kpi: kpi.id, made, refused, coverage: within / made, meanError: error / made, straightLineError: straight / made, pinball: loss / made };
}

/** The last whole months before a day, oldest first. */
export const monthsBefore = (day: string, count: number): DayRange[] =>
  Array.from({ length: count }, (_, i) => ({ from: addMonths(`${day.slice(0, 7)}-01`, i - count), to: addMonths(`${day.slice(0, 7)}-01`, i - count + 1) }));
