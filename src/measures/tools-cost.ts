// One kind of marketing cost: tools.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'tools_cost',
  label: 'Tools cost',
  description: 'Software and services marketing uses, on days of the period: cost of kind tools.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'tools'`,
  empty: 'none',
});
