// Numerator of the share; by origin, not by an attribution model.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'won_deals_sourced_by_marketing',
  label: 'Won deals sourced by marketing',
  description: 'Deals closed as won in the period whose lead was created by a touch on a marketing channel.',
  unit: 'count',
  better: 'higher',
  group: 'sales',
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_share_of_won_deals'],
  interval: 'garwood',
}, 'won_deals_sourced_by_marketing'));
