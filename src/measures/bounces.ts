// Visits that came to nothing.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'bounces',
  label: 'Bounces',
  description: 'Visits that are not engaged: ten seconds of attention or less, one page, no conversion.',
  unit: 'count',
  table: 'visits',
  aggregate: 'sum',
  value: () => sql`bounces`,
  nulls: 'unknown',
  where: () => sql`1`,
});
