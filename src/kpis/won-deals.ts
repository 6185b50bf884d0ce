// All closed-won deals, renewals included; persons won without a deal are customers, not deals.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'won_deals',
  label: 'Won deals',
  description: 'Deals closed as won in the period, of every type.',
  unit: 'count',
  better: 'higher',
  group: 'sales',
  related: ['lost_deals', 'opportunity_win_rate', 'average_deal', 'customers'],
  interval: 'garwood',
}, 'won_deals'));
