// Everything sent in, good or not.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'submissions',
  label: 'Submissions',
  description: 'Forms sent, calls taken, chats and imported enquiries of the period, accepted or scrubbed.',
  unit: 'count',
  table: 'submissions',
  aggregate: 'count',
  wholeOver: ['reason'],
  where: () => sql`1`,
});
