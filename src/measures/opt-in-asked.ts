// The first half of double opt-in.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'opt_in_asked',
  label: 'Opt-ins asked',
  description: 'Subscription requests of the period for which a confirmation was asked.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'opt_in_asked' AND grade = 'human'`,
});
