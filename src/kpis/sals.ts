// Entries, once a cycle.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'sals',
  label: 'SALs',
  description: 'Entries into the stage sales-accepted in the period, one per person and cycle.',
  unit: 'count',
  better: 'higher',
  group: 'funnel',
  related: ['mql_to_sal_rate', 'sal_to_sql_rate'],
  interval: 'garwood',
}, 'sals'));
