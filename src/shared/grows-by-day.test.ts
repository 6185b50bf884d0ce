// Which KPIs add up by day.
import { expect, it } from 'vitest';
import type { KpiEntry } from './api/figures.js';
import { growsByDay } from './grows-by-day.js';

const CASES: readonly [boolean, Pick<KpiEntry, 'id' | 'kind' | 'unit' | 'group'>][] = [
  [true, { id: 'leads', kind: 'amount', unit: 'count', group: 'funnel' }], [true, { id: 'revenue', kind: 'amount', unit: 'money', group: 'revenue' }],
  [true, { id: 'attributed_leads', kind: 'amount', unit: 'number', group: 'attribution' }], [true, { id: 'series:shares:sum', kind: 'amount', unit: 'number', group: 'series' }],
  [false, { id: 'series:followers', kind: 'amount', unit: 'number', group: 'series' }], [false, { id: 'visitors', kind: 'amount', unit: 'count', group: 'traffic' }],
  [false, { id: 'mrr', kind: 'amount', unit: 'money', group: 'recurring' }], [false, { id: 'cost_per_lead', kind: 'ratio', unit: 'money', group: 'cost' }],
];

it.each(CASES)('%s: %j', (grows, kpi) => {
  expect(growsByDay(kpi)).toBe(grows);
});
