// The second half of double opt-in.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'opt_in_confirmed',
  label: 'Opt-ins confirmed',
  description: 'Subscriptions confirmed in the period by a human.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'opt_in_confirmed' AND grade = 'human'`,
});
