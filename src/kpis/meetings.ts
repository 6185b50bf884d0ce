// Held with a person, whoever began.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'meetings',
  label: 'Meetings',
  description: 'Meetings of the period.',
  unit: 'count',
  better: 'higher',
  group: 'sales',
  related: ['meetings_per_owner'],
  interval: 'garwood',
}, 'meetings'));
