// What a channel costs for each MQL that a model credits to it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_attributed_mql',
  label: 'Cost per attributed MQL',
  description: 'Marketing cost of the period over entries into MQL of the period, as the attribution model credits them.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Meant for splits by channel or campaign: over all channels the parts add up to whole MQLs again.',
  related: ['cost_per_qualified_lead', 'attributed_mqls', 'cost'],
  interval: 'bootstrap',
}, ['cost'], ['attributed_mqls']));
