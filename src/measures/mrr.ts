// A stock at one instant: not additive over periods.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'mrr',
  label: 'MRR',
  description: 'Monthly recurring revenue at the last instant of the period: a yearly plan counts a twelfth, a trial nothing, past due counts.',
  unit: 'money',
  table: 'recurring',
  aggregate: 'sum',
  stock: true,
  value: () => sql`end_mrr`,
  where: () => sql`1`,
});
