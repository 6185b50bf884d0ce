// A movement of recurring revenue: first-time accounts.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'new_mrr',
  label: 'New MRR',
  description: 'MRR at the end of the period of accounts that had none at its start and none ever before.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`end_mrr`,
  where: () => sql`start_mrr = 0 AND end_mrr > 0 AND NOT had_before`,
});
