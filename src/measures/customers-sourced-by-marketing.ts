// Numerator of the share; by origin, not by an attribution model.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'customers_sourced_by_marketing',
  label: 'Customers sourced by marketing',
  description: 'Accounts won for the first time in the period whose lead was created by a touch on a marketing channel.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'customer' AND marketing_sourced`,
});
