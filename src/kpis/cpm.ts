// Price of being seen.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cpm',
  label: 'CPM',
  description: 'Ad spend of the period per thousand ad impressions.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['cpc', 'ctr'],
  factor: 1000,
  interval: 'garwood',
}, ['ad_spend'], ['impressions']));
