// Fair between months and fair to a running one: completed days only.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'mqls_per_business_day',
  label: 'MQLs per business day',
  description: 'MQLs of the period on completed days over its completed business days.',
  unit: 'number',
  better: 'higher',
  group: 'funnel',
  note: 'Those of weekends and holidays are counted above the line. The running day is in neither number.',
  related: ['mqls', 'business_days'],
  interval: 'garwood_above',
}, ['mqls_on_completed_days'], ['completed_business_days']));
