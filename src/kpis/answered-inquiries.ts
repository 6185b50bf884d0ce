// Inquiries someone has answered by the reading.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'answered_inquiries',
  label: 'Answered inquiries',
  description: 'Inquiries of the period with a first human answer before `as of`.',
  unit: 'count',
  better: 'higher',
  group: 'sales',
  related: ['inquiry_answer_rate', 'response_time'],
  interval: 'garwood',
}, 'answered_inquiries'));
