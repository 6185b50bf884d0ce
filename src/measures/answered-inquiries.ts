// Inquiries someone has answered by the reading.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'answered_inquiries',
  label: 'Answered inquiries',
  description: 'Inquiries of the period with a first human answer before `as of`.',
  unit: 'count',
  table: 'submissions',
  aggregate: 'count',
  where: ({ asOf }) => sql`outcome = 'accepted' AND responded_at IS NOT NULL AND responded_at < ${asOf}`,
});
