// What was newly opened; what is still open is in open pipeline.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'pipeline',
  label: 'Pipeline',
  description: 'Amount of new opportunities created in the period, at their latest amount. Renewals and further deals of a customer are left out.',
  unit: 'money',
  better: 'higher',
  group: 'sales',
  note: 'A deal counts with its latest amount as of the reading, so past periods move when deals are changed.',
  related: ['open_pipeline', 'opportunities', 'marketing_share_of_pipeline'],
  interval: 'none',
}, 'pipeline'));
