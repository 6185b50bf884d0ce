// What a channel costs for each SQL that a model credits to it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_attributed_sql',
  label: 'Cost per attributed SQL',
  description: 'Marketing cost of the period over entries into SQL of the period, as the attribution model credits them.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Meant for splits by channel or campaign: over all channels the parts add up to whole SQLs again.',
  related: ['cost_per_sql', 'attributed_sqls', 'cost'],
  interval: 'bootstrap',
}, ['cost'], ['attributed_sqls']));
