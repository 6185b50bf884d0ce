// One way off the path to success, dated at the exit.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'lost',
  label: 'Lost',
  description: 'Exits in the period of persons lost: decided for another or for nothing. Closes the cycle; each exit counts.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  splitBy: ['reason'],
  where: () => sql`type = 'exit' AND stage = 'lost'`,
});
