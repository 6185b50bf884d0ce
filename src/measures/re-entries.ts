// Returns after a closed cycle.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 're_entries',
  label: 'Re-entries',
  description: 'Persons who came back in the period after being recycled, disqualified or lost; each return counts.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 're_entry'`,
});
