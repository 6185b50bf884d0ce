// What opens leaves out, for comparison with other tools.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'opens_graded_out',
  label: 'Opens graded out',
  description: 'E-mail opens of the period graded suspect or bot.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_open' AND grade <> 'human'`,
});
