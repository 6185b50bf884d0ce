// Return named: revenue whose lead marketing created.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_roi',
  label: 'Marketing ROI (on marketing-sourced revenue)',
  description: 'Marketing-sourced revenue of the period less marketing cost, over marketing cost.',
  unit: 'ratio',
  better: 'higher',
  group: 'revenue',
  note: 'The return is revenue by origin, not profit and not credit by an attribution model. Cost and revenue of the same period.',
  related: ['marketing_roi_on_gross_profit', 'revenue_sourced_by_marketing', 'cost'],
  interval: 'bootstrap',
}, ['revenue_sourced_by_marketing', { measure: 'cost', factor: -1 }], ['cost']));
