// Accounts won, by a deal or by a stage alone: renewals and further deals are none.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'customers',
  label: 'Customers',
  description: 'Accounts won for the first time in the period. Renewals and further deals of a customer do not count.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'customer'`,
});
