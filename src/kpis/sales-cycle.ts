// From opportunity to won; other spans with time to convert.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'times',
  id: 'sales_cycle',
  label: 'Sales cycle',
  description: 'Days from entering opportunity to won, of those who entered opportunity in the period.',
  formula: 'days from opportunity to won',
  unit: 'days',
  better: 'lower',
  group: 'time',
  note: 'Being lost or disqualified competes with winning. Other spans: time_to_convert between any two stages, lead to won for the whole path.',
  related: ['close_rate'],
  from: 'opportunity',
  to: 'won',
});
