// Accepted hand-raises; one person can make several.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'inquiries',
  label: 'Inquiries',
  description: 'Accepted hand-raises of the period: form, call, chat or import. Three by one person are three.',
  unit: 'count',
  better: 'higher',
  group: 'leads',
  note: 'Three inquiries by one person are one lead.',
  related: ['leads', 'submissions', 'cost_per_inquiry'],
  interval: 'garwood',
}, 'inquiries'));
