// Accounts won, by a deal or by a stage alone: renewals and further deals are none.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'customers',
  label: 'Customers',
  description: 'Accounts won for the first time in the period. Renewals and further deals of a customer do not count.',
  unit: 'count',
  better: 'higher',
  group: 'revenue',
  related: ['marketing_cac', 'lead_to_customer_rate', 'won_deals'],
  interval: 'garwood',
}, 'customers'));
