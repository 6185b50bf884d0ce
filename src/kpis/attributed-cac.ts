// What a channel costs for each customer that a model credits to it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'attributed_cac',
  label: 'CAC by attributed channel',
  description: 'Marketing cost of the period over accounts won for the first time in the period, as the attribution model credits them.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Meant for splits by channel or campaign: over all channels the parts add up to whole customers again.',
  related: ['marketing_cac', 'attributed_customers', 'cost'],
  interval: 'bootstrap',
}, ['cost'], ['attributed_customers']));
