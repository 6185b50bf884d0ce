// Visits in which a form could have been filled.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'visits_with_form_view',
  label: 'Visits with a form view',
  description: 'Visits in which at least one form was seen.',
  unit: 'count',
  table: 'visits',
  aggregate: 'sum',
  value: () => sql`visits_with_form_view`,
  nulls: 'unknown',
  where: () => sql`1`,
});
