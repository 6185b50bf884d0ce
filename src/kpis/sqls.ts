// Entries, once a cycle.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'sqls',
  label: 'SQLs',
  description: 'Entries into the stage sales-qualified in the period, one per person and cycle.',
  unit: 'count',
  better: 'higher',
  group: 'funnel',
  related: ['sql_quality', 'sql_to_opportunity_rate', 'cost_per_sql'],
  interval: 'garwood',
}, 'sqls'));
