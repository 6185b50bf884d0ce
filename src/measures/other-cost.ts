// One kind of marketing cost: other.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'other_cost',
  label: 'Other cost',
  description: 'Marketing cost of no other kind, on days of the period: cost of kind other.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'other'`,
  empty: 'none',
});
