// Graded human: scanners follow these links too.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'unsubscribes',
  label: 'Unsubscribes',
  description: 'Unsubscriptions of the period graded human.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'unsubscribe' AND grade = 'human'`,
});
