// People who became known through a hand-raise: first ever, so each once.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'leads',
  label: 'Leads',
  description: 'Persons whose first accepted inquiry, or whose agreement to talk where they were approached, falls in the period. Each counts once, ever.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'lead'`,
});
