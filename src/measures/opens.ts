// Graded human; several of one mail count each.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'opens',
  label: 'Opens',
  description: 'E-mail opens of the period graded human; opens by scanners and prefetching are left out where they are recognised.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_open' AND grade = 'human'`,
});
