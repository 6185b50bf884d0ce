// What a scenario is made from: leads, cost, rates by channel and amounts of won deals, from the workspace's own history.
import { z } from 'zod';
import { UNMATCHED } from '../analytics/read-model.js';
import { sql } from '../database/sql.js';
import { figuresQuery, type FiguresQuery } from '../shared/api/figures.js';
import type { Workspace } from '../shared/workspace.js';
import type { ExposedRate } from './exposure.js';
import { historyTooShort, isMissing, rateInput, RATE_INPUTS, readRates, type HistoryQuery, type RateInput } from './history-inputs.js';
import { sourceRows, type PlanningContext } from './planning-context.js';
import type { SpendMonth } from './response-curve.js';

export interface ScenarioHistory {
  /** Values of the split, the most leads first; `(unmatched)` for those without. */
  readonly channels: readonly string[];
  /** Leads and cost of the history by channel. */
  readonly leads: ReadonlyMap<string, number>;
  readonly cost: ReadonlyMap<string, number>;
  readonly rates: ReadonlyMap<RateInput, { all: ExposedRate; values: ReadonlyMap<string, ExposedRate> }>;
  /** Of won deals, in the reporting currency; a deal without an amount is 0, as in the average deal. */
  readonly amounts: readonly number[];
}

const amountRow = z.object({ amount: z.coerce.number() });
const splitQuery = (query: HistoryQuery, more: Partial<FiguresQuery>): FiguresQuery =>
  figuresQuery.parse({ ...query.range, asOf: query.asOf, where: query.where.map(({ dimension, values }) => ({ dimension, values: [...values] })), intervals: 'exact', ...more });

/** Values of one KPI by channel. */
export async function byChannel({ analytics }: PlanningContext, workspace: Workspace, query: HistoryQuery, kpi: string, by: string): Promise<Map<string, number>> {
  const { rows } = await analytics.figures(workspace, splitQuery(query, { kpis: [kpi], by: [by] }));
  return new Map(rows.flatMap((row) => (row.value === null ? [] : [[row.dims?.[by] ?? UNMATCHED, Number(row.value)] as const])));
}

/** Cost and leads of each whole month, by channel. */
export async function monthsByChannel({ analytics }: PlanningContext, workspace: Workspace, query: HistoryQuery, by: string): Promise<Map<string, SpendMonth[]>> {
  const { rows } = await analytics.figures(workspace, splitQuery(query, { kpis: ['cost', 'leads'], by: [by], every: 'month' }));
  const found = new Map<string, Map<string, { cost: number; leads: number }>>();
  for (const row of rows) {
    const channel = row.dims?.[by] ?? UNMATCHED;
    const months = found.get(channel) ?? new Map<string, { cost: number; leads: number }>();
    const at = months.get(row.period?.from ?? '') ?? { cost: 0, leads: 0 };
    months.set(row.period?.from ?? '', { ...at, [row.kpi]: Number(row.value ?? 0) });
    found.set(channel, months);
  }
  return new Map([...found].map(([channel, months]) => [channel, [...months.values()]]));
}

/** Amounts of deals won in the range. */
export async function wonAmounts({ facts, analytics }: PlanningContext, workspace: Workspace, query: HistoryQuery): Promise<number[]> {
  await analytics.refresh(workspace);
  const rows = await facts.query(amountRow, sql`SELECT toFloat64(ifNull(amount, 0)) AS amount FROM (${sourceRows(workspace, 'deals', query)}) WHERE type = 'won' ORDER BY amount`);
  return rows.map((row) => row.amount);
}

/** @param typed rates that need no history @throws AppError history_too_short for a rate that is neither typed nor known */
export async function readScenarioHistory(context: PlanningContext, workspace: Workspace, query: HistoryQuery, by: string, typed: ReadonlySet<string>): Promise<ScenarioHistory> {
  const rates = new Map([...(await readRates(context, workspace, query, by))].map(([input, { all, values }]) =>
    [input, { all, values: new Map([...values].map(([value, rate]) => [value === '' ? UNMATCHED : value, rate])) }] as const));
  for (const input of RATE_INPUTS.filter((name) => !typed.has(name))) {
    const rate = rates.get(input);
    const found = rate === undefined ? { input, reason: 'the workspace lacks one of its stages', enough: 'both stages in the setting stages' } : rateInput(input, rate.all, workspace);
    if (isMissing(found)) throw historyTooShort(found);
  }
  const [leads, cost, amounts] = [await byChannel(context, workspace, query, 'leads', by), await byChannel(context, workspace, query, 'cost', by), await wonAmounts(context, workspace, query)];
  const channels = [...new Set([...leads.keys(), ...cost.keys()])].sort((a, b) => (leads.get(b) ?? 0) - (leads.get(a) ?? 0) || (a < b ? -1 : 1));
  return { channels, leads, cost, rates, amounts };
}
