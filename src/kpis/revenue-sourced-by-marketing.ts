// By origin, not by an attribution model; no lookback limit.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'revenue_sourced_by_marketing',
  label: 'Revenue sourced by marketing',
  description: 'Revenue of the period from deals whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_share_of_revenue', 'marketing_roi'],
  interval: 'none',
}, 'revenue_sourced_by_marketing'));
