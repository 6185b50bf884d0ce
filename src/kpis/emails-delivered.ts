// Sent less bounced, so that both reports of one mail meet.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'emails_delivered',
  label: 'E-mails delivered',
  description: 'E-mails sent in the period less those reported back as undeliverable in it.',
  unit: 'count',
  better: 'neither',
  group: 'email',
  related: ['email_open_rate', 'email_click_rate'],
  interval: 'none',
}, 'emails_delivered'));
