// What a customer brings within five years, by revenue.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'lifetime',
  id: 'customer_lifetime_value',
  label: 'Customer lifetime value (CLV)',
  description: 'Mean lifetime of accounts within five years (1,826 days) times the recurring revenue an active one brings a month at the end of the period.',
  formula: 'mean lifetime (accounts_left of accounts_begun, within 1826 days) × mrr ÷ active_customers',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'By recurring revenue before any cost. The lifetime is the area under the survival curve of all accounts that began by the end of the period, not only of its newcomers; where none has been observed for five years, the horizon is as long as the longest. What comes after is left out, not guessed.',
  related: ['customer_lifetime_value_margin', 'clv_after_cac', 'ltv_to_cac', 'mrr', 'active_customers'],
  monthly: { amount: [{ measure: 'mrr' }], accounts: [{ measure: 'active_customers' }] },
  horizonDays: 1826,
});
