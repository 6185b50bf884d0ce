// Which KPIs are sums of what happens by day: a part of a period needs a part of their target, and their end can be foretold.
import type { KpiEntry } from './api/figures.js';

/** Amounts at an instant or of the calendar, and counts of distinct visitors, whose days do not add up. */
const STOCKS: ReadonlySet<string> = new Set(['open_pipeline', 'business_days', 'completed_business_days', 'visitors']);

export const growsByDay = ({ id, kind, unit, group }: Pick<KpiEntry, 'id' | 'kind' | 'unit' | 'group'>): boolean =>
  kind === 'amount' && (unit === 'count' || unit === 'money') && group !== 'recurring' && !STOCKS.has(id);
