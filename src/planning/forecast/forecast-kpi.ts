// Forecasts what a KPI ends a period with, from what was known at an instant: open cases by class and age, arrivals by their level.
import { z } from 'zod';
import { businessDays } from '../../analytics/business-days.js';
import { quantile } from '../../analytics/statistics/quantile.js';
import { instantParam } from '../../analytics/read-models/build-context.js';
import { param, sql } from '../../database/sql.js';
import { figuresQuery, type KpiEntry } from '../../shared/api/figures.js';
import { growsByDay } from '../../shared/grows-by-day.js';
import { addDays, dayOf, daysBetween, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { sourceRows, type PlanFilters, type PlanningContext } from '../planning-context.js';
import { mergeAges, noAges, readDirectEntries, readStageAges, type StageAges } from '../stage-ages.js';
import { arrivalLevel, type DayCount } from './arrivals.js';
import { countSpans } from './hazards.js';
import { simulateEnd, type ForecastModel, type OpenCase } from './simulate-end.js';

/** Days of history that are learnt from. */
const LEARNT = 730;
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

/** Daily values of the time before `asOf`'s day, zeros included. */
export async function dailyValues({ analytics }: PlanningContext, workspace: Workspace, kpi: string, where: PlanFilters, range: DayRange, asOf: string): Promise<DayCount[]> {
  const { rows } = await analytics.figures(workspace, figuresQuery.parse({
    ...range, kpis: [kpi], every: 'day', asOf, intervals: 'exact', where: where.map((w) => ({ dimension: w.dimension, values: [...w.values] })),
  }));
  const { country, region } = workspace.settings;
  const working = new Set(businessDays({ ...range, country, region }));
  return rows.flatMap((row) => (row.period === undefined ? [] : [{ day: row.period.from, value: Number(row.value ?? 0), business: working.has(row.period.from) }]));
}

const dealRow = z.object({ class: z.string(), age: z.coerce.number(), outcome: z.enum(['converted', 'exited', 'open']), amount: z.union([z.null(), z.coerce.number()]), created: z.string() });
type DealRow = z.infer<typeof dealRow>;

/** Every deal created in the time before, as it stood at the instant. */
async function readDeals({ facts, analytics }: PlanningContext, workspace: Workspace, { where, asOf }: ForecastQuery, newOnly: boolean): Promise<DealRow[]> {
  await analytics.refresh(workspace);
  const { timeZone } = workspace.settings;
  const today = dayOf(asOf, timeZone);
  const range = { from: addDays(today, -LEARNT), to: addDays(today, 1) };
  const zone = param('String', timeZone);
  return facts.query(dealRow, sql`
    SELECT toString(deal_type) AS class, if(ifNull(closed_at < ${instantParam(asOf)}, 0), if(status = 'won', 'converted', 'exited'), 'open') AS outcome,
      toUInt32(greatest(0, dateDiff('day', day, if(outcome = 'open', toDate32(${param('Date', today)}), toDate32(assumeNotNull(closed_at), ${zone}))))) AS age,
      if(amount IS NULL, NULL, toFloat64(amount)) AS amount, toString(day) AS created
    FROM (${sourceRows(workspace, 'deals', { range, asOf, where })}) WHERE type = 'created' ${newOnly ? sql`AND deal_type = 'new'` : sql``} ORDER BY created, age, amount`);
}

/** Types of deals, each cut at its median amount: large deals take longer and are won less often. */
function classesOf(deals: readonly DealRow[]): { of: (deal: DealRow) => number; count: number } {
  const types = [...new Set(deals.map((deal) => deal.class))];
  const medians = new Map(types.map((type) => [type, quantile(deals.flatMap((d) => (d.class === type && d.amount !== null ? [d.amount] : [])), 0.5) ?? 0]));
  return { count: types.length * 2, of: (deal) => types.indexOf(deal.class) * 2 + ((deal.amount ?? 0) > (medians.get(deal.class) ?? 0) ? 1 : 0) };
}

const bump = (ages: Map<number, number>, age: number): void => { ages.set(age, (ages.get(age) ?? 0) + 1); };

async function dealCases(context: PlanningContext, workspace: Workspace, query: ForecastQuery, money: boolean, newOnly: boolean): Promise<{ cases: NonNullable<ForecastModel['cases']>; created: Map<string, number>; amounts: number[] }> {
  const deals = await readDeals(context, workspace, query, newOnly);
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

const daysOf = (from: string, to: string): string[] => Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, i) => addDays(from, i));

/** @returns the forecast, or why there is none and what would be enough */
export async function forecastKpi(context: PlanningContext, workspace: Workspace, query: ForecastQuery): Promise<ForecastOutcome> {
  const { kpi, period, where, asOf } = query;
  const { timeZone, country, region, stages } = workspace.settings;
  if (!growsByDay(kpi)) return { refused: `${kpi.id} is no count or sum of what happens by day`, enough: 'a goal for what it is made of' };
  const today = dayOf(asOf, timeZone);
  const begun = { from: period.from, to: today < period.to ? addDays(today, 1) : period.to };
  const actual = begun.from < begun.to ? (await dailyValues(context, workspace, kpi.id, where, begun, asOf)).reduce((sum, d) => sum + d.value, 0) : 0;
  const first = today > period.from ? today : period.from;
  const history = { from: addDays(today, -LEARNT), to: today };
  const working = new Set(businessDays({ from: history.from, to: period.to > today ? period.to : addDays(today, 1), country, region }));
  const coming = daysOf(first, period.to).map((day) => working.has(day));
  const money = kpi.unit === 'money';
  const elapsed = today > period.from ? daysBetween(period.from, today) : 0;
  const base = { actual, direct: null, days: coming, draws: DRAWS, seed: 1, money };

  let model: ForecastModel | undefined;
  const deal = DEAL_KPIS[kpi.id];
  const stage = STAGE_KPIS[kpi.id];
  const source = stage === undefined ? undefined : stages[stages.indexOf(stage) - 1];
  const series = (created: ReadonlyMap<string, number>): DayCount[] => daysOf(history.from, history.to).map((day) => ({ day, value: created.get(day) ?? 0, business: working.has(day) }));
  const enough = `eight weeks with ${kpi.id}, or ${FEWEST_ENDS} cases that ended`;
  // A period that begins later is foretold as from its first day on: cases that are won before it don't count.
  if (first === today && deal !== undefined) {
    const { cases, created, amounts } = await dealCases(context, workspace, query, money, deal.newOnly);
    if (amounts.length >= FEWEST_ENDS) model = { ...base, cases, arrivals: arrivalLevel(series(created), true, coming.length, elapsed), amounts: money ? amounts : null };
  } else if (first === today && stage !== undefined && source !== undefined) {
    const ages = mergeAges((await readStageAges(context, workspace, { from: source, to: stage, range: { from: history.from, to: addDays(today, 1) }, asOf, where })).values());
    const counted = `${source}s`;
    const isCounted = (await context.analytics.catalogue(workspace)).kpis.some((one) => one.id === counted);
    const entered = isCounted ? await dailyValues(context, workspace, counted, where, history, asOf) : null;
    const ended = [...ages.converted.values()].reduce((a, b) => a + b, 0);
    const own = await dailyValues(context, workspace, kpi.id, where, history, asOf);
    // Where most enter the stage without having been in the one before, that one foretells little.
    const explains = ended >= EXPLAINED * own.reduce((sum, d) => sum + d.value, 0);
    if (ended >= FEWEST_ENDS && explains && entered !== null) {
      const spans = countSpans(ages);
      const open = [...ages.open].flatMap(([age, n]) => Array.from({ length: n }, (): OpenCase => ({ class: 0, age, amount: 1 })));
      const past = await readDirectEntries(context, workspace, { from: source, to: stage, range: history, asOf, where });
      model = { ...base, cases: { open, classes: [spans], all: spans }, arrivals: arrivalLevel(entered, true, coming.length, elapsed), direct: arrivalLevel(series(past), true, coming.length, elapsed), amounts: null };
    }
  }
  if (model === undefined) {
    const level = arrivalLevel(await dailyValues(context, workspace, kpi.id, where, history, asOf), !money, coming.length, elapsed);
    if (level === null) return { refused: `less than eight weeks with ${kpi.id} lie before ${today}`, enough };
    model = { ...base, cases: null, arrivals: level, amounts: null };
  }
  const ends = simulateEnd(model).sort();
  const at = (p: number): number => ends[Math.round(p * (ends.length - 1))] ?? 0;
  return {
    actual, mean: ends.reduce((sum, end) => sum + end, 0) / ends.length, p10: at(0.1), p50: at(0.5), p90: at(0.9),
    atLeast: (value) => ends.reduce((n, end) => n + (end >= value ? 1 : 0), 0) / ends.length,
    atMost: (value) => ends.reduce((n, end) => n + (end <= value ? 1 : 0), 0) / ends.length,
    openCases: model.cases?.open.length ?? 0,
  };
}
