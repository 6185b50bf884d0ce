// What is left of marketing-sourced gross profit once marketing is paid.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'composite',
  id: 'marketing_contribution',
  label: 'Marketing contribution',
  description: 'Marketing-sourced gross profit of the period less marketing cost.',
  formula: 'gross_profit_sourced_by_marketing − cost',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'No value where no deal of the period names a margin, or no cost is given. Cost and deals of the same period.',
  related: ['marketing_roi_on_gross_profit', 'gross_profit_sourced_by_marketing'],
  operator: 'subtract',
  left: 'gross_profit_sourced_by_marketing',
  right: 'cost',
});
