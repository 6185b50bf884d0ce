// One row a mail and recipient.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'emails_sent',
  label: 'E-mails sent',
  description: 'E-mails sent in the period, one per recipient.',
  unit: 'count',
  better: 'neither',
  group: 'email',
  related: ['emails_delivered'],
  interval: 'none',
}, 'emails_sent'));
