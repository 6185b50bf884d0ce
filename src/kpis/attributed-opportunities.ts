// New opportunities created in the period by what brought them.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'attributed_opportunities',
  label: 'Attributed opportunities',
  description: 'New opportunities created in the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  better: 'higher',
  group: 'attribution',
  note: 'Split by channel or campaign each has its credit; what no touch earned stands under (none). A deal is one, and so is who entered the stage without a deal.',
  related: ['opportunities', 'cost_per_attributed_opportunity'],
  interval: 'bootstrap',
}, 'attributed_opportunities'));
