// What was newly opened; what is still open is in open pipeline.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'pipeline',
  label: 'Pipeline',
  description: 'Amount of new opportunities created in the period, at their latest amount. Renewals and further deals of a customer are left out.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'created' AND deal_type = 'new'`,
});
