// Sessions on the site.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'visits',
  label: 'Visits',
  description: 'Visits that began in the period; a visit ends after 30 minutes without activity. Graded human only. On days on which no browser was seen, the visits that another product counted.',
  unit: 'count',
  table: 'visits',
  aggregate: 'sum',
  value: () => sql`visits`,
  nulls: 'unknown',
  where: () => sql`1`,
});
