// A stock at one instant: not additive over periods.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'active_customers',
  label: 'Active customers',
  description: 'Accounts with recurring revenue at the last instant of the period.',
  unit: 'count',
  better: 'higher',
  group: 'recurring',
  note: 'A stock at the last instant of the period: months do not add up to the quarter.',
  related: ['churned_accounts', 'mrr'],
  interval: 'none',
}, 'active_customers'));
