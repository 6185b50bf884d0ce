// Return named: revenue that a model credits to marketing.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'attributed_marketing_roi',
  label: 'Marketing ROI (on credited revenue)',
  description: 'Revenue of the period that the attribution model credits to marketing channels less marketing cost, over marketing cost.',
  unit: 'ratio',
  better: 'higher',
  group: 'attribution',
  note: 'The return is credited revenue, not profit. Cost and revenue of the same period.',
  related: ['marketing_roi', 'marketing_roi_on_gross_profit', 'revenue_credited_to_marketing', 'cost'],
  interval: 'bootstrap',
}, ['revenue_credited_to_marketing', { measure: 'cost', factor: -1 }], ['cost']));
