// The meetings that can be laid at someone's door.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'meetings_with_owner',
  label: 'Meetings with an owner',
  description: 'Meetings of the period that name the staff member who held them.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'meeting' AND grade = 'human' AND owner <> ''`,
});
