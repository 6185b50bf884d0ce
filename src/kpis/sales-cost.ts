// Counts in full CAC only.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'sales_cost',
  label: 'Sales cost',
  description: 'Cost of kind sales on days of the period. It is never part of marketing cost.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['full_cac'],
  interval: 'none',
}, 'sales_cost'));
