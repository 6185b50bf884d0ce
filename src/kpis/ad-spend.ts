// What is paid to media.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'ad_spend',
  label: 'Ad spend',
  description: 'Cost of kind media on days of the period.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  note: 'Without any cost of the period there is no value, not a cost of 0. Cost that names no value of a dimension stays (unmatched).',
  related: ['cost', 'cpc', 'cpm', 'blended_roas'],
  interval: 'none',
}, 'ad_spend'));
