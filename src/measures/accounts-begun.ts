// Whom lifetimes are measured on: all that ever paid, however long ago.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'accounts_begun',
  label: 'Accounts begun',
  description: 'Accounts with recurring revenue at any time before the end of the period.',
  unit: 'count',
  table: 'recurring',
  aggregate: 'count',
  where: () => sql`begun`,
});
