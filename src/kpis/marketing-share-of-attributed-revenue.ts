// What no touch earned is in the whole.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_share_of_attributed_revenue',
  label: 'Marketing\'s share of attributed revenue',
  description: 'Revenue of the period that the attribution model credits to marketing channels, over all revenue it divides.',
  unit: 'rate',
  better: 'higher',
  group: 'attribution',
  note: 'Between the share that marketing sourced, which looks at one touch, and the share that it influenced, which counts a deal whole for any touch.',
  related: ['marketing_share_of_revenue', 'marketing_influenced_revenue', 'revenue_credited_to_marketing'],
  interval: 'bootstrap',
}, ['revenue_credited_to_marketing'], ['attributed_revenue']));
