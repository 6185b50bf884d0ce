// One way off the path to success, dated at the exit.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'disqualified',
  label: 'Disqualified',
  description: 'Exits in the period of persons disqualified: will never fit. Closes the cycle; each exit counts.',
  unit: 'count',
  better: 'lower',
  group: 'funnel',
  interval: 'garwood',
}, 'disqualified'));
