// What e-mail clicks leaves out, for comparison with other tools.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'email_clicks_graded_out',
  label: 'E-mail clicks graded out',
  description: 'Clicks on links in e-mails in the period graded suspect or bot.',
  unit: 'count',
  better: 'neither',
  group: 'email',
  related: ['email_clicks'],
  interval: 'garwood',
}, 'email_clicks_graded_out'));
