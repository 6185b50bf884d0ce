// A stock at one instant: not additive over periods.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'active_customers',
  label: 'Active customers',
  description: 'Accounts with recurring revenue at the last instant of the period.',
  unit: 'count',
  table: 'recurring',
  aggregate: 'count',
  stock: true,
  where: () => sql`pays_at_end`,
});
