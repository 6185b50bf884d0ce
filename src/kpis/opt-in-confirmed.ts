// The second half of double opt-in.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'opt_in_confirmed',
  label: 'Opt-ins confirmed',
  description: 'Subscriptions confirmed in the period by a human.',
  unit: 'count',
  better: 'higher',
  group: 'email',
  related: ['double_opt_in_rate', 'subscribers'],
  interval: 'garwood',
}, 'opt_in_confirmed'));
