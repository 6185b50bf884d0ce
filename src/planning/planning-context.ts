// What every part of planning reads from: the stores, the figures, and the instant of the reading.
import type { Analytics } from '../analytics/analytics.js';
import { buildContext, reportingCurrency } from '../analytics/refresh.js';
import { filteredSource, type Filter } from '../analytics/scan.js';
import { dimensionId } from '../analytics/question.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Sql } from '../database/sql.js';
import { currencyDigits } from '../shared/currency.js';
import { dayOf, twelveMonthsBefore, type DayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';

export interface PlanningContext {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly analytics: Analytics;
  /** ISO instant. */
  now(): string;
}

export type PlanFilters = readonly { readonly dimension: string; readonly values: readonly string[] }[];

export const currencyOf = (workspace: Workspace): { currency: string; digits: number } => {
  const currency = reportingCurrency(workspace);
  return { currency, digits: currencyDigits(currency) };
};

export const today = ({ now }: PlanningContext, workspace: Workspace): string => dayOf(now(), workspace.settings.timeZone);

/** The twelve whole months before the current one. */
export const lastTwelveMonths = (context: PlanningContext, workspace: Workspace): DayRange => twelveMonthsBefore(today(context, workspace));

/** Filters with their dimensions checked. @throws AppError unknown_dimension */
export const readFilters = (where: PlanFilters): Filter[] => where.map(({ dimension, values }) => ({ dimension: dimensionId(dimension), values }));

export interface ReadAt {
  readonly range: DayRange;
  /** ISO instant: what happened at or after it is left out. */
  readonly asOf: string;
  readonly where: PlanFilters;
}

/** Rows of a read model in a range, as they stood at an instant. */
export function sourceRows(workspace: Workspace, model: 'funnel' | 'deals', { range, asOf, where }: ReadAt): Sql {
  const build = buildContext(workspace, { target: workspace.id });
  return filteredSource({ model, filters: readFilters(where), context: { build, range, buckets: [range], asOf, asOfDay: dayOf(asOf, build.timeZone) } });
}
