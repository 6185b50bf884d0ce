// Visits that came to nothing.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'bounces',
  label: 'Bounces',
  description: 'Visits that are not engaged: ten seconds of attention or less, one page, no conversion.',
  unit: 'count',
  better: 'lower',
  group: 'traffic',
  related: ['bounce_rate'],
  interval: 'garwood',
}, 'bounces'));
