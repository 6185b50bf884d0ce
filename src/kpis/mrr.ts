// A stock at one instant: not additive over periods.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'mrr',
  label: 'MRR',
  description: 'Monthly recurring revenue at the last instant of the period: a yearly plan counts a twelfth, a trial nothing, past due counts.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'A stock at the last instant of the period: months do not add up to the quarter.',
  related: ['arr', 'net_new_mrr', 'active_customers'],
  interval: 'none',
}, 'mrr'));
