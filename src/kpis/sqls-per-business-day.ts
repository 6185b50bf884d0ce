// Fair between months and fair to a running one: completed days only.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'sqls_per_business_day',
  label: 'SQLs per business day',
  description: 'SQLs of the period on completed days over its completed business days.',
  unit: 'number',
  better: 'higher',
  group: 'funnel',
  note: 'Those of weekends and holidays are counted above the line. The running day is in neither number.',
  related: ['sqls', 'business_days'],
  interval: 'garwood_above',
}, ['sqls_on_completed_days'], ['completed_business_days']));
