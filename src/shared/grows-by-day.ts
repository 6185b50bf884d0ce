// Which KPIs are sums of what happens by day: a part of a period needs a part of their target, and their end can be foretold.
import type { KpiEntry } from './api/figures.js';

/** Amounts at an instant or of the calendar, and counts of distinct visitors, whose days do not add up. */
const STOCKS: ReadonlySet<string> = new Set(['open_pipeline', 'business_days', 'completed_business_days', 'visitors']);

/** Numbers that add up: credit, of which a conversion may have parts on several channels, and an own series that is summed. */
const isSum = ({ id, unit, group }: Pick<KpiEntry, 'id' | 'unit' | 'group'>): boolean => unit === 'number' && (group === 'attribution' || (group === 'series' && id.endsWith(':sum')));

export const growsByDay = (kpi: Pick<KpiEntry, 'id' | 'kind' | 'unit' | 'group'>): boolean =>
  kpi.kind === 'amount' && (kpi.unit === 'count' || kpi.unit === 'money' || isSum(kpi)) && kpi.group !== 'recurring' && !STOCKS.has(kpi.id);
