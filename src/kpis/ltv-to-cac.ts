// How many times over a customer pays for being won.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'composite',
  id: 'ltv_to_cac',
  label: 'LTV to CAC',
  description: 'Customer lifetime value by margin over the full cost of winning a customer in the period.',
  formula: 'customer_lifetime_value_margin (or customer_lifetime_value) ÷ full_cac',
  unit: 'ratio',
  better: 'higher',
  group: 'recurring',
  note: 'Where no margin is known, lifetime value by revenue stands in; where no sales cost is, CAC is marketing CAC. The figure says which.',
  related: ['customer_lifetime_value_margin', 'full_cac', 'clv_after_cac'],
  operator: 'divide',
  left: 'customer_lifetime_value_margin',
  leftElse: 'customer_lifetime_value',
  right: 'full_cac',
});
