// What ad platforms report as shown.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'impressions',
  label: 'Impressions',
  description: 'Ad impressions on days of the period, as the ad platforms report them. No value where no report names any.',
  unit: 'count',
  better: 'neither',
  group: 'traffic',
  related: ['cpm', 'ctr'],
  interval: 'garwood',
}, 'impressions'));
