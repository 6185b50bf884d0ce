// How many mails cost a subscriber.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'unsubscribe_rate',
  label: 'Unsubscribe rate',
  description: 'Unsubscriptions of the period over e-mails delivered.',
  unit: 'rate',
  better: 'lower',
  group: 'email',
  related: ['unsubscribes'],
  interval: 'none',
}, ['unsubscribes'], ['emails_delivered']));
