// A movement of recurring revenue: accounts that came back.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'reactivation_mrr',
  label: 'Reactivation MRR',
  description: 'MRR at the end of the period of accounts that had none at its start and some earlier.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  related: ['net_new_mrr'],
  interval: 'none',
}, 'reactivation_mrr'));
