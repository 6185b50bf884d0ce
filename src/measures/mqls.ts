// Entries, once a cycle: a person who comes back can enter again.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'mqls',
  label: 'MQLs',
  description: 'Entries into the stage marketing-qualified in the period, one per person and cycle.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'mql'`,
});
