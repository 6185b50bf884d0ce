// Share of what is sent in that is refused.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'scrub_rate',
  label: 'Scrub rate',
  description: 'Share of the period\'s submissions that were refused.',
  unit: 'rate',
  better: 'lower',
  group: 'leads',
  related: ['scrubbed', 'submissions'],
  interval: 'wilson',
}, ['scrubbed'], ['submissions']));
