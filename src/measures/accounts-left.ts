// The ends that lifetimes are measured by: a state at one instant, whenever it came about.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'accounts_left',
  label: 'Accounts left',
  description: 'Accounts that had recurring revenue before the end of the period and have none at its last instant.',
  unit: 'count',
  table: 'recurring',
  aggregate: 'count',
  where: () => sql`gone`,
});
