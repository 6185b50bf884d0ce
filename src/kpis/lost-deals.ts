// All closed-lost deals.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'lost_deals',
  label: 'Lost deals',
  description: 'Deals closed as lost in the period, of every type.',
  unit: 'count',
  better: 'lower',
  group: 'sales',
  related: ['won_deals', 'opportunity_win_rate'],
  interval: 'garwood',
}, 'lost_deals'));
