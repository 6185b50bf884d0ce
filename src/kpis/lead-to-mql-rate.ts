// First step of the funnel.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'lead_to_mql_rate',
  label: 'Lead to MQL rate',
  description: 'Leads that become marketing-qualified: entries over entries, or of the period\'s leads those who got there.',
  formula: 'mql ÷ lead',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  related: ['leads', 'mqls', 'mql_to_sql_rate'],
  from: 'lead',
  to: 'mql',
});
