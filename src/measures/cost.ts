// All that marketing costs; the cost of sales is apart.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'cost',
  label: 'Cost',
  description: 'All marketing cost of the period by day: media, staff, tools, agency, creative and other. The cost of sales is not in it.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind <> 'sales'`,
  empty: 'none',
});
