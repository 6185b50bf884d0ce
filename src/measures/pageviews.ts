// Pages seen within visits.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'pageviews',
  label: 'Page views',
  description: 'Pages seen in visits that began in the period.',
  unit: 'count',
  table: 'visits',
  aggregate: 'sum',
  value: () => sql`pageviews`,
  nulls: 'unknown',
  where: () => sql`1`,
});
