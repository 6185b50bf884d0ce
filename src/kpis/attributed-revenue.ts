// All of it without a split: a part of each deal for each touch that earned it.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'attributed_revenue',
  label: 'Attributed revenue',
  description: 'Value of the deals won in the period, renewals left out, as the attribution model credits it to touches.',
  unit: 'money',
  better: 'higher',
  group: 'attribution',
  note: 'Split by channel or campaign each has its credit; what no touch earned stands under (none).',
  related: ['revenue', 'attributed_pipeline', 'revenue_credited_to_marketing', 'return_on_ad_spend'],
  interval: 'bootstrap',
}, 'attributed_revenue'));
