// Human opens over what arrived.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'email_open_rate',
  label: 'E-mail open rate',
  description: 'Human e-mail opens of the period over e-mails delivered.',
  unit: 'rate',
  better: 'higher',
  group: 'email',
  note: 'Delivered = sent less bounced. Opens and clicks of the period may belong to mails of an earlier one, and one person can act several times: no proportion.',
  related: ['email_click_rate', 'opens_graded_out'],
  interval: 'none',
}, ['opens'], ['emails_delivered']));
