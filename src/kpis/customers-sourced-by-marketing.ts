// Numerator of the share; by origin, not by an attribution model.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'customers_sourced_by_marketing',
  label: 'Customers sourced by marketing',
  description: 'Accounts won for the first time in the period whose lead was created by a touch on a marketing channel.',
  unit: 'count',
  better: 'higher',
  group: 'revenue',
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_sourced_customers'],
  interval: 'garwood',
}, 'customers_sourced_by_marketing'));
