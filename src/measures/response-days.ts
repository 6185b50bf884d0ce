// Clock time waited, summed; an answer noted before its inquiry counts as at once.
import { defineMeasure, exactly } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'response_days',
  label: 'Days to first answer',
  description: 'Clock time from inquiry to first human answer, summed over the inquiries of the period answered before `as of`.',
  unit: 'days',
  table: 'submissions',
  aggregate: 'sum',
  value: () => exactly(sql`greatest(dateDiff('millisecond', at, responded_at), 0) / 86400000`),
  where: ({ asOf }) => sql`outcome = 'accepted' AND responded_at IS NOT NULL AND responded_at < ${asOf}`,
});
