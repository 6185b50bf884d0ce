// Graded human; several of one mail count each.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'opens',
  label: 'Opens',
  description: 'E-mail opens of the period graded human; opens by scanners and prefetching are left out where they are recognised.',
  unit: 'count',
  better: 'higher',
  group: 'email',
  note: 'Mail programs that fetch images by themselves inflate opens where they are not recognised: clicks say more.',
  related: ['email_open_rate', 'opens_graded_out'],
  interval: 'garwood',
}, 'opens'));
