// Return named: gross profit whose lead marketing created.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'composite',
  id: 'marketing_roi_on_gross_profit',
  label: 'Marketing ROI (on marketing-sourced gross profit)',
  description: 'Marketing-sourced gross profit of the period less marketing cost, over marketing cost.',
  formula: '(gross_profit_sourced_by_marketing − cost) ÷ cost',
  unit: 'ratio',
  better: 'higher',
  group: 'revenue',
  note: 'The return is gross profit by origin; deals without a margin add nothing. No value where no deal of the period names one.',
  related: ['marketing_roi', 'marketing_contribution'],
  operator: 'divide',
  left: 'marketing_contribution',
  right: 'cost',
});
