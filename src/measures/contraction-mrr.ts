// A movement of recurring revenue: accounts that pay less, at the exchange rate of the start. Positive; the net subtracts it.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'contraction_mrr',
  label: 'Contraction MRR',
  description: 'What accounts active at both ends of the period pay less at its end, both at the exchange rates of its start.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  value: () => sql`start_mrr - end_mrr_at_start_rate`,
  where: () => sql`start_mrr > 0 AND end_mrr > 0 AND end_mrr_at_start_rate < start_mrr`,
});
