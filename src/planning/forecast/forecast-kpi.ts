// Forecasts what a KPI ends a period with, from what was known at an instant: open cases by class and age, arrivals by their level.
import { businessDays } from '../../analytics/business-days.js';
import { quantile } from '../../analytics/statistics/quantile.js';
import type { KpiEntry } from '../../shared/api/figures.js';
import { growsByDay } from '../../shared/grows-by-day.js';
import { addDays, dayOf, daysBetween, startOfDay, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import type { PlanFilters, PlanningContext } from '../planning-context.js';
import { mergeAges, noAges, type StageAges } from '../stage-ages.js';
import { arrivalLevel } from './arrivals.js';
import type { CalendarDay, DayCount } from './day-weights.js';
import { countSpans } from './hazards.js';
import { midInterval } from './mid-interval.js';
import { LEARNT, openPast, type PastAsk, type PastDeal } from './past.js';
import { simulateEnd, type ForecastModel, type OpenCase } from './simulate-end.js';

const DRAWS = 1000;
const FEWEST_ENDS = 10;
/** Share of a stage's entries that must have come from the stage before for that one to foretell it. */
const EXPLAINED = 0.8;

export interface ForecastQuery {
  readonly kpi: KpiEntry;
  readonly period: DayRange;
  readonly where: PlanFilters;
  /** ISO instant of the reading; for looking back, an earlier one. */
  readonly asOf: string;
}

export interface Forecast {
  readonly actual: number;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Chance of ending at or above a value. */
  readonly atLeast: (value: number) => number;
  /** Chance of ending at or below a value. */
  readonly atMost: (value: number) => number;
  /** Open cases that may still come in, and what is expected of arrivals. */
  readonly openCases: number;
}

export type ForecastOutcome = Forecast | { readonly refused: string; readonly enough: string };

/** KPIs that are won from deals, and from which of them. */
const DEAL_KPIS: Readonly<Record<string, { readonly money: boolean; readonly newOnly: boolean }>> = {
  revenue: { money: true, newOnly: false }, won_deals: { money: false, newOnly: false }, customers: { money: false, newOnly: true },
};
/** Stage counts come from those who are in the stage before. */
const STAGE_KPIS: Readonly<Record<string, string>> = { mqls: 'mql', sals: 'sal', sqls: 'sql', opportunities: 'opportunity' };

/** Types of deals, each cut at its median amount: large deals take longer and are won less often. */
function classesOf(deals: readonly PastDeal[]): { of: (deal: PastDeal) => number; count: number } {
  const types = [...new Set(deals.map((deal) => deal.class))];
  const medians = new Map(types.map((type) => [type, quantile(deals.flatMap((d) => (d.class === type && d.amount !== null ? [d.amount] : [])), 0.5) ?? 0]));
  return { count: types.length * 2, of: (deal) => types.indexOf(deal.class) * 2 + ((deal.amount ?? 0) > (medians.get(deal.class) ?? 0) ? 1 : 0) };
}

const bump = (ages: Map<number, number>, age: number): void => { ages.set(age, (ages.get(age) ?? 0) + 1); };

function dealCases(deals: readonly PastDeal[], money: boolean): { cases: NonNullable<ForecastModel['cases']>; created: Map<string, number>; amounts: number[] } {
  const { of, count } = classesOf(deals);
  const ages: StageAges[] = Array.from({ length: count }, noAges);
  const open: OpenCase[] = [];
  const created = new Map<string, number>();
  for (const deal of deals) {
    const own = ages[of(deal)];
    if (own !== undefined) bump(own[deal.outcome], deal.age);
    created.set(deal.created, (created.get(deal.created) ?? 0) + 1);
    if (deal.outcome === 'open') open.push({ class: of(deal), age: deal.age, amount: money ? deal.amount : 1 });
  }
  return {
    cases: { open, classes: ages.map(countSpans), all: countSpans(mergeAges(ages)) }, created,
    amounts: deals.flatMap((deal) => (deal.outcome === 'converted' ? [deal.amount ?? 0] : [])),
  };
}

/** Share of the day of an instant that lies after it, by the clock: a day of a clock change is longer or shorter. */
function leftOfDay(asOf: string, timeZone: string): number {
  const day = dayOf(asOf, timeZone);
  const ends = Date.parse(startOfDay(addDays(day, 1), timeZone));
  return (ends - Date.parse(asOf)) / (ends - Date.parse(startOfDay(day, timeZone)));
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

const daysOf = (from: string, to: string): string[] => Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, i) => addDays(from, i));

function stageBefore({ settings: { stages } }: Workspace, kpi: string): string | undefined {
  const stage = STAGE_KPIS[kpi];
  return stage === undefined ? undefined : stages[stages.indexOf(stage) - 1];
}

/** Days that the forecast of a KPI will ask for: its own, and those of the stage before it. */
export function forecastAsks(workspace: Workspace, { kpi, where, asOf, period }: ForecastQuery): PastAsk[] {
  const learnt = addDays(dayOf(asOf, workspace.settings.timeZone), -LEARNT);
  const from = period.from < learnt ? period.from : learnt;
  const source = stageBefore(workspace, kpi.id);
  return [{ kpi: kpi.id, where, from }, ...(source === undefined ? [] : [{ kpi: countOf(source), where, from }])];
}

/** The KPI that counts the entries of a stage. */
const countOf = (stage: string): string => `${stage}s`;

/** @param past what is read for several forecasts at once @returns the forecast, or why there is none and what would be enough */
export async function forecastKpi(context: PlanningContext, workspace: Workspace, query: ForecastQuery, past = openPast(context, workspace, query.asOf, forecastAsks(workspace, query))): Promise<ForecastOutcome> {
  const { kpi, period, where, asOf } = query;
  const { timeZone, country, region } = workspace.settings;
  if (!growsByDay(kpi)) return { refused: `${kpi.id} is no count or sum of what happens by day`, enough: 'a goal for what it is made of' };
  const today = dayOf(asOf, timeZone);
  const begun = { from: period.from, to: today < period.to ? addDays(today, 1) : period.to };
  const actual = begun.from < begun.to ? (await past.daily(kpi.id, where, begun)).reduce((sum, d) => sum + d.value, 0) : 0;
  const first = today > period.from ? today : period.from;
  const history = { from: addDays(today, -LEARNT), to: today };
  const working = new Set(businessDays({ from: history.from, to: period.to > today ? period.to : addDays(today, 1), country, region }));
  const coming = daysOf(first, period.to).map((day): CalendarDay => ({ day, business: working.has(day) }));
  // Parts of conversions and values of a series are no counts, whose chance would be that of whole cases.
  const money = kpi.unit !== 'count';
  const base = { actual, direct: null, horizon: coming.length, left: first === today ? leftOfDay(asOf, timeZone) : 1, draws: DRAWS, seed: 1, money };

  let model: ForecastModel | undefined;
  const deal = DEAL_KPIS[kpi.id];
  const stage = STAGE_KPIS[kpi.id];
  const source = stageBefore(workspace, kpi.id);
  const series = (created: ReadonlyMap<string, number>): DayCount[] => daysOf(history.from, history.to).map((day) => ({ day, value: created.get(day) ?? 0, business: working.has(day) }));
  const enough = `eight weeks with ${kpi.id}, or ${FEWEST_ENDS} cases that ended`;
  // A period that begins later is foretold as from its first day on: cases that are won before it don't count.
  if (first === today && deal !== undefined) {
    const { cases, created, amounts } = dealCases((await past.deals(where)).filter((one) => !deal.newOnly || one.class === 'new'), money);
    if (amounts.length >= FEWEST_ENDS) model = { ...base, cases, arrivals: arrivalLevel(series(created), coming, true), amounts: money ? amounts : null };
  } else if (first === today && stage !== undefined && source !== undefined) {
    const ages = (await past.ages(where, { from: history.from, to: addDays(today, 1) })).get(source) ?? noAges();
    const counted = countOf(source);
    const isCounted = (await context.analytics.catalogue(workspace)).kpis.some((one) => one.id === counted);
    const entered = isCounted ? await past.daily(counted, where, history) : null;
    const ended = sumOf(ages.converted.values());
    const own = await past.daily(kpi.id, where, history);
    // Where most enter the stage without having been in the one before, that one foretells little.
    const explains = ended >= EXPLAINED * sumOf(own.map((d) => d.value));
    if (ended >= FEWEST_ENDS && explains && entered !== null) {
      const spans = countSpans(ages);
      const open = [...ages.open].flatMap(([age, n]) => Array.from({ length: n }, (): OpenCase => ({ class: 0, age, amount: 1 })));
      const direct = await past.direct(where, history, source, stage);
      model = { ...base, cases: { open, classes: [spans], all: spans }, arrivals: arrivalLevel(entered, coming, true), direct: arrivalLevel(series(direct), coming, true), amounts: null };
    }
  }
  if (model === undefined) {
    const level = arrivalLevel(await past.daily(kpi.id, where, history), coming, !money);
    if (level === null) return { refused: `less than eight weeks with ${kpi.id} lie before ${today}`, enough };
    model = { ...base, cases: null, arrivals: level, amounts: null };
  }
  const ends = simulateEnd(model).sort();
  return {
    actual, mean: sumOf(ends) / ends.length, ...midInterval(ends),
    atLeast: (value) => ends.reduce((n, end) => n + (end >= value ? 1 : 0), 0) / ends.length,
    atMost: (value) => ends.reduce((n, end) => n + (end <= value ? 1 : 0), 0) / ends.length,
    openCases: model.cases?.open.length ?? 0,
  };
}
