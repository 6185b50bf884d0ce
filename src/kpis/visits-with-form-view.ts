// Visits in which a form could have been filled.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'visits_with_form_view',
  label: 'Visits with a form view',
  description: 'Visits in which at least one form was seen.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  related: ['form_fill_rate'],
  interval: 'garwood',
}, 'visits_with_form_view'));
