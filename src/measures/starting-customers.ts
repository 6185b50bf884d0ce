// What churn is measured against.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'starting_customers',
  label: 'Active customers at start',
  description: 'Accounts with recurring revenue just before the period began.',
  unit: 'count',
  table: 'recurring',
  aggregate: 'count',
  stock: true,
  where: () => sql`pays_at_start`,
});
