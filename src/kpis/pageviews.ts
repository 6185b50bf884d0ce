// Pages seen within visits.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'pageviews',
  label: 'Page views',
  description: 'Pages seen in visits that began in the period.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  note: 'No interval: pages of one visit come together, so their number is no count of independent events.',
  interval: 'none',
}, 'pageviews'));
