// From marketing's judgement to sales'.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'mql_to_sql_rate',
  label: 'MQL to SQL rate',
  description: 'MQLs that become sales-qualified: entries over entries, or of the period\'s MQLs those who got there.',
  formula: 'sql ÷ mql',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  related: ['mql_to_sal_rate', 'sal_to_sql_rate', 'sql_quality'],
  from: 'mql',
  to: 'sql',
});
