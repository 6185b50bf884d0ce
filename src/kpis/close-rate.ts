// The rate that planning works back from.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'close_rate',
  label: 'Close rate',
  description: 'SQLs that are won: entries over entries, or of the period\'s SQLs those who got there.',
  formula: 'won ÷ sql',
  unit: 'rate',
  better: 'higher',
  group: 'sales',
  note: 'Persons over persons. Deals won over deals decided is the opportunity win rate.',
  related: ['opportunity_win_rate', 'sql_to_opportunity_rate'],
  from: 'sql',
  to: 'won',
});
