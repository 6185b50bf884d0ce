// One way off the path to success, dated at the exit.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'recycled',
  label: 'Recycled',
  description: 'Exits in the period of persons put back for nurturing: interested, not now. Closes the cycle; each exit counts.',
  unit: 'count',
  better: 'neither',
  group: 'funnel',
  related: ['recycled_to_won_rate', 're_entries'],
  interval: 'garwood',
}, 'recycled'));
