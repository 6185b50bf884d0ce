// A movement of recurring revenue: accounts that left. Positive; the net subtracts it.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'churned_mrr',
  label: 'Churned MRR',
  description: 'MRR at the start of the period of accounts that have none at its end.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`start_mrr`,
  where: () => sql`start_mrr > 0 AND end_mrr = 0`,
});
