// All that marketing costs; the cost of sales is apart.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'cost',
  label: 'Cost',
  description: 'All marketing cost of the period by day: media, staff, tools, agency, creative and other. The cost of sales is not in it.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  note: 'Without any cost of the period there is no value, not a cost of 0. Cost that names no value of a dimension stays (unmatched).',
  related: ['ad_spend', 'cost_per_lead', 'marketing_cac', 'sales_cost'],
  interval: 'none',
}, 'cost'));
