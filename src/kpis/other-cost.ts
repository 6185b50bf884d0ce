// One kind of marketing cost: other.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'other_cost',
  label: 'Other cost',
  description: 'Marketing cost of no other kind, on days of the period: cost of kind other.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['cost'],
  interval: 'none',
}, 'other_cost'));
