// Graded human; several in one mail count each.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'email_clicks',
  label: 'E-mail clicks',
  description: 'Clicks on links in e-mails in the period graded human; clicks of security scanners are left out.',
  unit: 'count',
  better: 'higher',
  group: 'email',
  related: ['email_click_rate', 'email_clicks_graded_out'],
  interval: 'garwood',
}, 'email_clicks'));
