// What a channel costs for each opportunity that a model credits to it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_attributed_opportunity',
  label: 'Cost per attributed opportunity',
  description: 'Marketing cost of the period over new opportunities created in the period, as the attribution model credits them.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Meant for splits by channel or campaign: over all channels the parts add up to whole opportunities again.',
  related: ['cost_per_opportunity', 'attributed_opportunities', 'cost'],
  interval: 'bootstrap',
}, ['cost'], ['attributed_opportunities']));
