// Returns after a closed cycle.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 're_entries',
  label: 'Re-entries',
  description: 'Persons who came back in the period after being recycled, disqualified or lost; each return counts.',
  unit: 'count',
  better: 'neither',
  group: 'funnel',
  related: ['recycled', 'recycled_to_won_rate'],
  interval: 'garwood',
}, 're_entries'));
