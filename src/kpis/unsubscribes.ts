// Graded human: scanners follow these links too.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'unsubscribes',
  label: 'Unsubscribes',
  description: 'Unsubscriptions of the period graded human.',
  unit: 'count',
  better: 'lower',
  group: 'email',
  related: ['unsubscribe_rate'],
  interval: 'garwood',
}, 'unsubscribes'));
