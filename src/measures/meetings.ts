// Held with a person, whoever began.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'meetings',
  label: 'Meetings',
  description: 'Meetings of the period.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'meeting' AND grade = 'human'`,
});
