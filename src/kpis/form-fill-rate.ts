// How often a form that is seen is sent.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'form_fill_rate',
  label: 'Form fill rate',
  description: 'Submissions of the period over visits in which a form was seen.',
  unit: 'rate',
  better: 'higher',
  group: 'traffic',
  note: 'Submissions that came without a seen form (calls, imports) are counted above the line: it can exceed 1.',
  related: ['submissions', 'scrub_rate'],
  interval: 'none',
}, ['submissions'], ['visits_with_form_view']));
