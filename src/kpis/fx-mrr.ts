// What exchange rates alone did: apart from what customers decided.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'fx_mrr',
  label: 'Exchange effect on MRR',
  description: 'Change of MRR of accounts active at both ends of the period that comes from exchange rates alone; negative where the reporting currency rose.',
  unit: 'money',
  better: 'neither',
  group: 'recurring',
  note: 'MRR at the end = MRR at the start + net new MRR + this.',
  related: ['net_new_mrr'],
  interval: 'none',
}, 'fx_mrr'));
