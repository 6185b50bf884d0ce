// Ad spend alone over deals won; all cost per customer is CAC.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cpo',
  label: 'CPO',
  description: 'Ad spend of the period over deals won in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['marketing_cac', 'cpa'],
  interval: 'garwood',
}, ['ad_spend'], ['won_deals']));
