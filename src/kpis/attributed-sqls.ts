// Entries into SQL of the period by what brought them.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'attributed_sqls',
  label: 'Attributed SQLs',
  description: 'Entries into SQL of the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  better: 'higher',
  group: 'attribution',
  note: 'Split by channel or campaign each has its credit; what no touch earned stands under (none).',
  related: ['sqls', 'cost_per_attributed_sql'],
  interval: 'bootstrap',
}, 'attributed_sqls'));
