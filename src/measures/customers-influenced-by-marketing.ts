// Wider than sourced: any marketing touch before the close.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'customers_influenced_by_marketing',
  label: 'Customers influenced by marketing',
  description: 'Accounts won for the first time in the period with a marketing touch before the close.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'customer' AND marketing_influenced`,
});
