// All marketing cost over opportunities.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_opportunity',
  label: 'Cost per opportunity',
  description: 'Marketing cost of the period over entries into opportunity in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  related: ['opportunities', 'cost_per_sql'],
  interval: 'garwood',
}, ['cost'], ['opportunities']));
