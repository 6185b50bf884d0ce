// Bookings, at the close.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue',
  label: 'Revenue',
  description: 'Amounts of deals closed as won in the period (bookings). A deal without an amount adds nothing.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won'`,
});
