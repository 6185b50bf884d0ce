// One way off the path to success, dated at the exit.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'lost',
  label: 'Lost',
  description: 'Exits in the period of persons lost: decided for another or for nothing. Closes the cycle; each exit counts.',
  unit: 'count',
  better: 'lower',
  group: 'funnel',
  related: ['lost_deals', 'opportunity_win_rate'],
  interval: 'garwood',
}, 'lost'));
