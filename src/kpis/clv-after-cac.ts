// What a customer brings once winning them is paid.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'composite',
  id: 'clv_after_cac',
  label: 'CLV after CAC',
  description: 'Customer lifetime value at the end of the period less the full cost of winning a customer in it.',
  formula: 'customer_lifetime_value − full_cac',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'Lifetime value by revenue. Without sales cost, full CAC is marketing CAC, and says so.',
  related: ['customer_lifetime_value', 'full_cac', 'ltv_to_cac'],
  operator: 'subtract',
  left: 'customer_lifetime_value',
  right: 'full_cac',
});
