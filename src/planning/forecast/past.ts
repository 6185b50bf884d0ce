// What pacing and forecasts read of the past, each once for all goals that ask the same: days of all their KPIs in one question for each
// set of filters, what became of each stage's entries in one scan, deals in another.
import { z } from 'zod';
import { businessDays } from '../../analytics/business-days.js';
import { instantParam } from '../../analytics/read-models/build-context.js';
import { param, sql } from '../../database/sql.js';
import { figuresQuery } from '../../shared/api/figures.js';
import { addDays, dayOf, daysBetween, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { sourceRows, type PlanFilters, type PlanningContext } from '../planning-context.js';
import { readDirectEntries, readNextStageAges, type StageAges } from '../stage-ages.js';
import type { DayCount } from './day-weights.js';

/** Days of history that are learnt from. */
export const LEARNT = 730;

const dealRow = z.object({ class: z.string(), age: z.coerce.number(), outcome: z.enum(['converted', 'exited', 'open']), amount: z.union([z.null(), z.coerce.number()]), created: z.string() });
export type PastDeal = z.infer<typeof dealRow>;

/** A KPI whose days will be asked for, from a day on. */
export interface PastAsk {
  readonly kpi: string;
  readonly where: PlanFilters;
  readonly from: string;
}

export interface Past {
  /** Every day of the range, zeros included; what happened at or after the instant of the reading is 0. */
  daily(kpi: string, where: PlanFilters, range: DayRange): Promise<DayCount[]>;
  /** By stage, what became of those who entered it in the range: whether they reached the next. */
  ages(where: PlanFilters, range: DayRange): Promise<ReadonlyMap<string, StageAges>>;
  /** By day, entries into `to` past the stage `from`. */
  direct(where: PlanFilters, range: DayRange, from: string, to: string): Promise<ReadonlyMap<string, number>>;
  /** Every deal created in the time that is learnt from, as it stood at the instant. */
  deals(where: PlanFilters): Promise<readonly PastDeal[]>;
}

/** The same work for the same key once. */
function once<T>(): (key: unknown, work: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key, work) => {
    const text = JSON.stringify(key);
    const found = known.get(text) ?? work();
    known.set(text, found);
    return found;
  };
}

type Days = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** @param asks what daily values will be asked for; others are read when they are */
export function openPast(context: PlanningContext, workspace: Workspace, asOf: string, asks: readonly PastAsk[]): Past {
  const { facts, analytics } = context;
  const { timeZone, country, region } = workspace.settings;
  const today = dayOf(asOf, timeZone);
  const [days, ages, direct, deals] = [once<Days>(), once<ReadonlyMap<string, StageAges>>(), once<ReadonlyMap<string, number>>(), once<readonly PastDeal[]>()];
  const keyOf = (where: PlanFilters): string => JSON.stringify(where.map((w) => [w.dimension, w.values]));

  /** KPI to day to value, from the first day with data on: days before it are 0. */
  const read = async (kpis: readonly string[], where: PlanFilters, range: DayRange): Promise<Days> => {
    const extent = await analytics.extent(workspace);
    const from = extent !== null && extent.from > range.from ? extent.from : range.from;
    const found = new Map(kpis.map((kpi) => [kpi, new Map<string, number>()]));
    if (extent === null || from >= range.to) return found;
    const { rows } = await analytics.figures(workspace, figuresQuery.parse({
      from, to: range.to, kpis: [...kpis], every: 'day', asOf, intervals: 'exact', where: where.map((w) => ({ dimension: w.dimension, values: [...w.values] })),
    }));
    for (const row of rows) if (row.period !== undefined) found.get(row.kpi)?.set(row.period.from, Number(row.value ?? 0));
    return found;
  };

  return {
    async daily(kpi, where, range) {
      const key = keyOf(where);
      const alike = asks.filter((ask) => keyOf(ask.where) === key);
      const from = alike.reduce((least, ask) => (ask.from < least ? ask.from : least), today);
      const shared = alike.some((ask) => ask.kpi === kpi) && range.from >= from && range.to <= addDays(today, 1);
      const kpis = shared ? [...new Set(alike.map((ask) => ask.kpi))] : [kpi];
      const whole = shared ? { from, to: addDays(today, 1) } : range;
      const found = (await days([key, kpis, whole], () => read(kpis, where, whole))).get(kpi);
      const working = new Set(businessDays({ ...range, country, region }));
      return Array.from({ length: daysBetween(range.from, range.to) }, (_, i) => addDays(range.from, i)).map((day) => ({ day, value: found?.get(day) ?? 0, business: working.has(day) }));
    },
    ages: (where, range) => ages([keyOf(where), range], () => readNextStageAges(context, workspace, { range, where, asOf })),
    direct: (where, range, from, to) => direct([keyOf(where), range, from, to], () => readDirectEntries(context, workspace, { range, where, asOf, from, to })),
    deals: (where) => deals(keyOf(where), async () => {
      await analytics.refresh(workspace);
      const range = { from: addDays(today, -LEARNT), to: addDays(today, 1) };
      return facts.query(dealRow, sql`
        SELECT toString(deal_type) AS class, if(ifNull(closed_at < ${instantParam(asOf)}, 0), if(status = 'won', 'converted', 'exited'), 'open') AS outcome,
          toUInt32(greatest(0, dateDiff('day', day, if(outcome = 'open', toDate32(${param('Date', today)}), toDate32(assumeNotNull(closed_at), ${param('String', timeZone)}))))) AS age,
          if(amount IS NULL, NULL, toFloat64(amount)) AS amount, toString(day) AS created
        FROM (${sourceRows(workspace, 'deals', { range, asOf, where })}) WHERE type = 'created' ORDER BY created, age, amount`);
    }),
  };
}
