// Whether anyone answers at all.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'inquiry_answer_rate',
  label: 'Inquiry answer rate',
  description: 'Share of the period\'s accepted inquiries with a first human answer before `as of`.',
  unit: 'rate',
  better: 'higher',
  group: 'sales',
  note: 'Inquiries of the last hours can still be answered.',
  related: ['response_time'],
  interval: 'wilson',
}, ['answered_inquiries'], ['inquiries']));
