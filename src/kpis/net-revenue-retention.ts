// What yesterday's customers pay today.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'net_revenue_retention',
  label: 'Net revenue retention',
  description: 'MRR at the start of the period plus expansion less contraction and churn, over MRR at the start.',
  unit: 'rate',
  better: 'higher',
  group: 'recurring',
  note: 'New and reactivated accounts and exchange effects are left out.',
  related: ['gross_mrr_churn', 'expansion_mrr'],
  interval: 'bootstrap',
}, ['starting_mrr', 'expansion_mrr', { measure: 'contraction_mrr', factor: -1 }, { measure: 'churned_mrr', factor: -1 }], ['starting_mrr']));
