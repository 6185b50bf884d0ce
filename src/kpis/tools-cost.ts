// One kind of marketing cost: tools.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'tools_cost',
  label: 'Tools cost',
  description: 'Software and services marketing uses, on days of the period: cost of kind tools.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['cost'],
  interval: 'none',
}, 'tools_cost'));
