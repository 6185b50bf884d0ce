// Bookings by what earned them; with (none) they are all there.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_revenue',
  label: 'Attributed revenue',
  description: 'Value of the deals won in the period, renewals left out, as the attribution model credits it to touches.',
  unit: 'money',
  table: 'credits',
  conversion: 'won',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`1`,
});
