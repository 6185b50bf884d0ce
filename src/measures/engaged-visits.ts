// The opposite of bounces.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'engaged_visits',
  label: 'Engaged visits',
  description: 'Visits with over ten seconds of attention, or two page views or more, or a conversion.',
  unit: 'count',
  table: 'visits',
  aggregate: 'sum',
  value: () => sql`engaged_visits`,
  nulls: 'unknown',
  where: () => sql`1`,
});
