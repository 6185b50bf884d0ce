// A movement of recurring revenue: accounts that came back.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'reactivation_mrr',
  label: 'Reactivation MRR',
  description: 'MRR at the end of the period of accounts that had none at its start and some earlier.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`end_mrr`,
  where: () => sql`start_mrr = 0 AND end_mrr > 0 AND had_before`,
});
