// Persons, so that confirming twice counts once; one not known counts by the event.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'subscribers',
  label: 'New subscribers',
  description: 'Different persons who confirmed a subscription in the period.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'distinct',
  value: () => sql`if(person_id = 0, event_id, toString(person_id))`,
  where: () => sql`kind = 'opt_in_confirmed' AND grade = 'human'`,
});
