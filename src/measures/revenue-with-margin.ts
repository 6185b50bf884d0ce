// What gross profit is a share of.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue_with_margin',
  label: 'Revenue with a known margin',
  description: 'Amount of deals closed as won in the period that name a margin as well.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won' AND margin IS NOT NULL`,
});
