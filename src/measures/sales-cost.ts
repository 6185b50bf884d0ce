// Counts in full CAC only.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sales_cost',
  label: 'Sales cost',
  description: 'Cost of kind sales on days of the period. It is never part of marketing cost.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'sales'`,
  empty: 'none',
});
