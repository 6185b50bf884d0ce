// MQLs over hand-raises; activity basis only, as inquiries are no stage of a person.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'inquiry_to_mql_rate',
  label: 'Inquiry to MQL rate',
  description: 'MQL entries of the period over accepted inquiries of the period.',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  note: 'One person can make several inquiries, and MQLs may have inquired earlier: no proportion. The cohort view is lead to MQL.',
  related: ['lead_to_mql_rate'],
  interval: 'none',
}, ['mqls'], ['inquiries']));
