// Share of recurring revenue lost.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'gross_mrr_churn',
  label: 'Gross MRR churn',
  description: 'Churned and contraction MRR of the period over MRR at its start.',
  unit: 'rate',
  better: 'lower',
  group: 'recurring',
  related: ['logo_churn_rate', 'net_revenue_retention'],
  interval: 'bootstrap',
}, ['churned_mrr', 'contraction_mrr'], ['starting_mrr']));
