// What exchange rates alone did: apart from what customers decided.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'fx_mrr',
  label: 'Exchange effect on MRR',
  description: 'Change of MRR of accounts active at both ends of the period that comes from exchange rates alone; negative where the reporting currency rose.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`end_mrr - end_mrr_at_start_rate`,
  where: () => sql`start_mrr > 0 AND end_mrr > 0`,
});
