// Whether what sales accepted proves real.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'sal_to_sql_rate',
  label: 'SAL to SQL rate',
  description: 'SALs that become sales-qualified: entries over entries, or of the period\'s SALs those who got there.',
  formula: 'sql ÷ sal',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  related: ['sals', 'sqls'],
  from: 'sal',
  to: 'sql',
});
