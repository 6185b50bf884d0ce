// What a channel costs for each lead that a model credits to it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_attributed_lead',
  label: 'Cost per attributed lead',
  description: 'Marketing cost of the period over persons who became leads in the period, as the attribution model credits them.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Meant for splits by channel or campaign: over all channels the parts add up to whole leads again.',
  related: ['cost_per_lead', 'attributed_leads', 'cost'],
  interval: 'bootstrap',
}, ['cost'], ['attributed_leads']));
