// Wider than sourced: any marketing touch before the close.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue_influenced_by_marketing',
  label: 'Revenue influenced by marketing',
  description: 'Revenue of the period from deals with a marketing touch before the close.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won' AND marketing_influenced`,
});
