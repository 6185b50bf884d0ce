// Sessions on the site.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'visits',
  label: 'Visits',
  description: 'Visits that began in the period; a visit ends after 30 minutes without activity. Graded human only.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  related: ['visitors', 'bounce_rate', 'visits_per_lead'],
  interval: 'garwood',
}, 'visits'));
