// What customers' decisions did to recurring revenue: the movements with their signs.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'net_new_mrr',
  label: 'Net new MRR',
  description: 'New, expansion and reactivation MRR less contraction and churned MRR of the period.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'Without the effect of exchange rates, which stands apart as exchange effect on MRR.',
  related: ['mrr', 'fx_mrr'],
  interval: 'none',
}, 'new_mrr', 'expansion_mrr', 'reactivation_mrr', { measure: 'contraction_mrr', factor: -1 }, { measure: 'churned_mrr', factor: -1 }));
