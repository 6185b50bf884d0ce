// Entries into MQL of the period by what brought them.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'attributed_mqls',
  label: 'Attributed MQLs',
  description: 'Entries into MQL of the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  better: 'higher',
  group: 'attribution',
  note: 'Split by channel or campaign each has its credit; what no touch earned stands under (none).',
  related: ['mqls', 'cost_per_attributed_mql'],
  interval: 'bootstrap',
}, 'attributed_mqls'));
