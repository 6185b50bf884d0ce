// Base of the win rate by cohort.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'created_deals_closed',
  label: 'Created deals closed',
  description: 'Deals created in the period that were closed, won or lost, before `as of`.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: ({ asOf }) => sql`type = 'created' AND status IN ('won', 'lost') AND closed_at IS NOT NULL AND closed_at < ${asOf}`,
});
