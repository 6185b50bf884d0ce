// Mean clock time to the first human answer.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'response_time',
  label: 'Response time',
  description: 'Mean clock time from inquiry to first human answer, over the period\'s inquiries answered before `as of`.',
  unit: 'days',
  better: 'lower',
  group: 'sales',
  note: 'Clock time, nights and weekends included. Inquiries without an answer are left out: read it with the inquiry answer rate.',
  related: ['inquiry_answer_rate', 'inquiries'],
  interval: 'bootstrap',
}, ['response_days'], ['answered_inquiries']));
