// A movement of recurring revenue: accounts that pay less, at the exchange rate of the start. Positive; the net subtracts it.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'contraction_mrr',
  label: 'Contraction MRR',
  description: 'What accounts active at both ends of the period pay less at its end, both at the exchange rates of its start.',
  unit: 'money',
  better: 'lower',
  group: 'recurring',
  related: ['net_new_mrr', 'gross_mrr_churn'],
  interval: 'none',
}, 'contraction_mrr'));
