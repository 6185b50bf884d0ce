// Entries, once a cycle.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sals',
  label: 'SALs',
  description: 'Entries into the stage sales-accepted in the period, one per person and cycle.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'sal'`,
});
