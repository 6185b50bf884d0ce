// What churn is measured against.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'starting_customers',
  label: 'Active customers at start',
  description: 'Accounts with recurring revenue just before the period began.',
  unit: 'count',
  better: 'neither',
  group: 'recurring',
  related: ['logo_churn_rate'],
  interval: 'none',
}, 'starting_customers'));
