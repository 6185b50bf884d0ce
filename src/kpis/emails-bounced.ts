// Dated at the bounce.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'emails_bounced',
  label: 'E-mails bounced',
  description: 'E-mails reported back as undeliverable in the period.',
  unit: 'count',
  better: 'lower',
  group: 'email',
  related: ['emails_delivered'],
  interval: 'garwood',
}, 'emails_bounced'));
