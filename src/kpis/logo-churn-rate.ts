// Share of customers that left.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'logo_churn_rate',
  label: 'Logo churn rate',
  description: 'Share of accounts active at the start of the period that have no recurring revenue at its end.',
  unit: 'rate',
  better: 'lower',
  group: 'recurring',
  note: 'Who leaves and comes back within the period has not churned.',
  related: ['gross_mrr_churn', 'churned_accounts'],
  interval: 'wilson',
}, ['churned_accounts'], ['starting_customers']));
