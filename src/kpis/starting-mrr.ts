// What the movements of the period start from.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'starting_mrr',
  label: 'MRR at start',
  description: 'Monthly recurring revenue just before the period began.',
  unit: 'money',
  better: 'neither',
  group: 'recurring',
  related: ['mrr', 'net_revenue_retention'],
  interval: 'none',
}, 'starting_mrr'));
