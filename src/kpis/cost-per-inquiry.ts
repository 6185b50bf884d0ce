// All marketing cost over accepted hand-raises.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_inquiry',
  label: 'Cost per inquiry',
  description: 'Marketing cost of the period over accepted inquiries of the period.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['cost_per_lead', 'inquiries'],
  interval: 'garwood',
}, ['cost'], ['inquiries']));
