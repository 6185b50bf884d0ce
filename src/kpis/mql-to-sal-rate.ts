// Whether sales accept what marketing hands over.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'mql_to_sal_rate',
  label: 'MQL to SAL rate',
  description: 'MQLs that sales accept: entries over entries, or of the period\'s MQLs those who got there.',
  formula: 'sal ÷ mql',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  related: ['mqls', 'sals'],
  from: 'mql',
  to: 'sal',
});
