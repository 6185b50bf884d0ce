// Fair between months and fair to a running one: completed days only.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'leads_per_business_day',
  label: 'Leads per business day',
  description: 'Leads of the period on completed days over its completed business days.',
  unit: 'number',
  better: 'higher',
  group: 'leads',
  note: 'Those of weekends and holidays are counted above the line. The running day is in neither number.',
  related: ['leads', 'business_days'],
  interval: 'garwood_above',
}, ['leads_on_completed_days'], ['completed_business_days']));
