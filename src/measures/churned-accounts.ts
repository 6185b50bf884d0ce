// The heads of churned MRR.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'churned_accounts',
  label: 'Churned accounts',
  description: 'Accounts with recurring revenue at the start of the period and none at its end.',
  unit: 'count',
  table: 'recurring',
  aggregate: 'count',
  where: () => sql`pays_at_start AND NOT pays_at_end`,
});
