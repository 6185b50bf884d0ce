// Entries of persons, once a cycle; money is in pipeline.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'opportunities',
  label: 'Opportunities',
  description: 'Entries into the stage opportunity in the period, one per person and cycle.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'opportunity'`,
});
