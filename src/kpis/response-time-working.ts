// How many working hours an inquiry waits for a human.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'response_time_working',
  label: 'Response time in working hours',
  description: 'Mean working hours from an inquiry of the period to the first human answer before `as of`.',
  unit: 'number',
  better: 'lower',
  group: 'sales',
  note: 'Hours on business days within the working hours in the settings; an answer out of hours adds nothing more. By the clock it is response time.',
  related: ['response_time', 'inquiry_answer_rate'],
  interval: 'bootstrap',
}, ['response_working_hours'], ['answered_inquiries']));
