// Entries of persons, once a cycle; money is in pipeline.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'opportunities',
  label: 'Opportunities',
  description: 'Entries into the stage opportunity in the period, one per person and cycle.',
  unit: 'count',
  better: 'higher',
  group: 'funnel',
  note: 'Persons entering the stage; the money is in pipeline.',
  related: ['pipeline', 'sql_to_opportunity_rate', 'cost_per_opportunity'],
  interval: 'garwood',
}, 'opportunities'));
