// Share of visits that came to nothing.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'bounce_rate',
  label: 'Bounce rate',
  description: 'Share of the period\'s visits that are not engaged.',
  unit: 'rate',
  better: 'lower',
  group: 'traffic',
  note: 'Not engaged: ten seconds of attention or less, one page, no conversion. Tools that call every one-page visit a bounce show more.',
  related: ['visits', 'engaged_visits'],
  interval: 'wilson',
}, ['bounces'], ['visits']));
