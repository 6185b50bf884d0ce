// How many finish what they asked for.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'double_opt_in_rate',
  label: 'Double opt-in rate',
  description: 'Subscriptions confirmed in the period over confirmations asked for in it.',
  unit: 'rate',
  better: 'higher',
  group: 'email',
  note: 'Who is asked on the last day may confirm in the next period: no proportion, it can exceed 1.',
  related: ['opt_in_asked', 'opt_in_confirmed'],
  interval: 'none',
}, ['opt_in_confirmed'], ['opt_in_asked']));
