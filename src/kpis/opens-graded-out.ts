// What opens leaves out, for comparison with other tools.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'opens_graded_out',
  label: 'Opens graded out',
  description: 'E-mail opens of the period graded suspect or bot.',
  unit: 'count',
  better: 'neither',
  group: 'email',
  related: ['opens'],
  interval: 'garwood',
}, 'opens_graded_out'));
