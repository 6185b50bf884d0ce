// Everything sent in, good or not.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'submissions',
  label: 'Submissions',
  description: 'Forms sent, calls taken, chats and imported enquiries of the period, accepted or scrubbed.',
  unit: 'count',
  better: 'higher',
  group: 'leads',
  related: ['inquiries', 'scrubbed', 'scrub_rate'],
  interval: 'garwood',
}, 'submissions'));
