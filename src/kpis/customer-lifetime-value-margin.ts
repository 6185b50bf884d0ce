// What is left of lifetime value after cost of goods, where margins are known.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'lifetime',
  id: 'customer_lifetime_value_margin',
  label: 'Customer lifetime value, margin',
  description: 'Customer lifetime value times the gross margin of deals closed as won in the period.',
  formula: 'mean lifetime (accounts_left of accounts_begun, within 1826 days) × mrr ÷ active_customers × gross_profit ÷ revenue_with_margin',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'No value where no deal won in the period names a margin: ask for a period long enough. The margin is that of bookings, taken for recurring revenue.',
  related: ['customer_lifetime_value', 'gross_margin', 'ltv_to_cac', 'mrr', 'active_customers'],
  monthly: { amount: [{ measure: 'mrr' }], accounts: [{ measure: 'active_customers' }] },
  margin: { profit: [{ measure: 'gross_profit' }], revenue: [{ measure: 'revenue_with_margin' }] },
  horizonDays: 1826,
});
