// All marketing cost over SQLs.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_sql',
  label: 'Cost per SQL',
  description: 'Marketing cost of the period over entries into sales-qualified in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['sqls', 'cost_per_qualified_lead'],
  interval: 'garwood',
}, ['cost'], ['sqls']));
