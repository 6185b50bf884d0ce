// A movement of recurring revenue: accounts that pay more, at the exchange rate of the start.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'expansion_mrr',
  label: 'Expansion MRR',
  description: 'What accounts active at both ends of the period pay more at its end, both at the exchange rates of its start.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`end_mrr_at_start_rate - start_mrr`,
  where: () => sql`start_mrr > 0 AND end_mrr > 0 AND end_mrr_at_start_rate > start_mrr`,
});
