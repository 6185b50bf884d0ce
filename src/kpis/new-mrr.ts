// A movement of recurring revenue: first-time accounts.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'new_mrr',
  label: 'New MRR',
  description: 'MRR at the end of the period of accounts that had none at its start and none ever before.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  related: ['net_new_mrr'],
  interval: 'none',
}, 'new_mrr'));
