// What the movements of the period start from.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'starting_mrr',
  label: 'MRR at start',
  description: 'Monthly recurring revenue just before the period began.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  stock: true,
  value: () => sql`start_mrr`,
  where: () => sql`1`,
});
