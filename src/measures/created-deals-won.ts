// Numerator of the win rate by cohort.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'created_deals_won',
  label: 'Created deals won',
  description: 'Deals created in the period that were won before `as of`.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: ({ asOf }) => sql`type = 'created' AND status = 'won' AND closed_at IS NOT NULL AND closed_at < ${asOf}`,
});
