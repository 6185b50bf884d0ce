// How many visitors subscribe.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'take_rate',
  label: 'Take rate',
  description: 'New subscribers of the period over visitors.',
  unit: 'rate',
  better: 'higher',
  group: 'email',
  related: ['subscribers', 'visitors'],
  interval: 'none',
}, ['subscribers'], ['visitors']));
