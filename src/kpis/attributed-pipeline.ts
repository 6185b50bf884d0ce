// Pipeline by what brought it.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'attributed_pipeline',
  label: 'Attributed pipeline',
  description: 'Amount of the new opportunities created in the period, as the attribution model credits it to touches.',
  unit: 'money',
  better: 'higher',
  group: 'attribution',
  note: 'Split by channel or campaign each has its credit; what no touch earned stands under (none).',
  related: ['pipeline', 'attributed_revenue', 'attributed_opportunities'],
  interval: 'bootstrap',
}, 'attributed_pipeline'));
