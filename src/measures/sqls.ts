// Entries, once a cycle.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sqls',
  label: 'SQLs',
  description: 'Entries into the stage sales-qualified in the period, one per person and cycle.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'sql'`,
});
