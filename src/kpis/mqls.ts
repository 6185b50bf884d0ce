// Entries, once a cycle: a person who comes back can enter again.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'mqls',
  label: 'MQLs',
  description: 'Entries into the stage marketing-qualified in the period, one per person and cycle.',
  unit: 'count',
  better: 'higher',
  group: 'funnel',
  related: ['lead_to_mql_rate', 'mql_to_sql_rate', 'cost_per_qualified_lead'],
  interval: 'garwood',
}, 'mqls'));
