// The heads of churned MRR.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'churned_accounts',
  label: 'Churned accounts',
  description: 'Accounts with recurring revenue at the start of the period and none at its end.',
  unit: 'count',
  better: 'lower',
  group: 'recurring',
  related: ['logo_churn_rate'],
  interval: 'garwood',
}, 'churned_accounts'));
