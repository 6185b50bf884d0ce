// A movement of recurring revenue: accounts that left. Positive; the net subtracts it.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'churned_mrr',
  label: 'Churned MRR',
  description: 'MRR at the start of the period of accounts that have none at its end.',
  unit: 'money',
  better: 'lower',
  group: 'recurring',
  related: ['net_new_mrr', 'gross_mrr_churn', 'churned_accounts'],
  interval: 'none',
}, 'churned_mrr'));
