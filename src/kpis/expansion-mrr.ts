// A movement of recurring revenue: accounts that pay more, at the exchange rate of the start.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'expansion_mrr',
  label: 'Expansion MRR',
  description: 'What accounts active at both ends of the period pay more at its end, both at the exchange rates of its start.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  related: ['net_new_mrr', 'net_revenue_retention'],
  interval: 'none',
}, 'expansion_mrr'));
