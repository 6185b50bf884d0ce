// What is paid to media.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'ad_spend',
  label: 'Ad spend',
  description: 'Cost of kind media on days of the period.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'media'`,
  empty: 'none',
});
