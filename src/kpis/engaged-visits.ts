// The opposite of bounces.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'engaged_visits',
  label: 'Engaged visits',
  description: 'Visits with over ten seconds of attention, or two page views or more, or a conversion.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  related: ['bounce_rate'],
  interval: 'garwood',
}, 'engaged_visits'));
