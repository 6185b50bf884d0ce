// One kind of marketing cost: creative.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'creative_cost',
  label: 'Creative cost',
  description: 'Production of creative work, on days of the period: cost of kind creative.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'creative'`,
  empty: 'none',
});
