// From sales-qualified to a deal on the table.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'sql_to_opportunity_rate',
  label: 'SQL to opportunity rate',
  description: 'SQLs that become opportunities: entries over entries, or of the period\'s SQLs those who got there.',
  formula: 'opportunity ÷ sql',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  related: ['close_rate', 'opportunity_win_rate'],
  from: 'sql',
  to: 'opportunity',
});
