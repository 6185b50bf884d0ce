// Price of a click.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cpc',
  label: 'CPC',
  description: 'Ad spend of the period over ad clicks.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['cpm', 'ctr'],
  interval: 'garwood',
}, ['ad_spend'], ['clicks']));
