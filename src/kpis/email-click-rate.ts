// Human clicks over what arrived.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'email_click_rate',
  label: 'E-mail click rate',
  description: 'Human clicks in e-mails of the period over e-mails delivered.',
  unit: 'rate',
  better: 'higher',
  group: 'email',
  note: 'Delivered = sent less bounced. Opens and clicks of the period may belong to mails of an earlier one, and one person can act several times: no proportion.',
  related: ['email_open_rate', 'email_clicks_graded_out'],
  interval: 'none',
}, ['email_clicks'], ['emails_delivered']));
