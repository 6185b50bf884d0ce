// Staff members: not additive over periods.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'meeting_owners',
  label: 'Owners with meetings',
  description: 'Different staff members who held a meeting in the period.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'distinct',
  value: () => sql`owner`,
  where: () => sql`kind = 'meeting' AND grade = 'human' AND owner <> ''`,
});
