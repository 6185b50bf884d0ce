// What ad platforms report as clicked.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'clicks',
  label: 'Clicks',
  description: 'Ad clicks on days of the period, as the ad platforms report them. No value where no report names any.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  related: ['cpc', 'ctr'],
  interval: 'garwood',
}, 'clicks'));
