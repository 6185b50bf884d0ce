// The first half of double opt-in.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'opt_in_asked',
  label: 'Opt-ins asked',
  description: 'Subscription requests of the period for which a confirmation was asked.',
  unit: 'count',
  better: 'higher',
  group: 'email',
  related: ['double_opt_in_rate'],
  interval: 'garwood',
}, 'opt_in_asked'));
