// Return named: gross profit whose lead marketing created.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_roi_on_gross_profit',
  label: 'Marketing ROI (on marketing-sourced gross profit)',
  description: 'Marketing-sourced gross profit of the period less marketing cost, over marketing cost.',
  unit: 'ratio',
  better: 'higher',
  group: 'revenue',
  note: 'The return is gross profit by origin; deals without a margin add nothing. No value where no deal of the period names one.',
  related: ['marketing_roi', 'gross_profit'],
  interval: 'bootstrap',
}, ['gross_profit_sourced_by_marketing', { measure: 'cost', factor: -1 }], ['cost']));
